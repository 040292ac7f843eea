package joyul.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import joyul.check.Check;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/**
 * Batch sizes compared at matched tuning, each at its own best learning rate, under two budgets that favour opposite ends:
 * equally many epochs let a small batch make more steps, equally many steps let a large batch see more examples.
 *
 * @param byEpochs results where all had the same epochs, from small batches to large
 * @param bySteps results where all had about the same steps, likewise
 */
public record BatchComparison(List<ComparedBatch> byEpochs, List<ComparedBatch> bySteps) {
    /** What is said to be best: 32 to 128 examples. */
    private static final int FROM = 32;

    private static final int TO = 128;

    public BatchComparison {
        byEpochs = ordered(byEpochs);
        bySteps = ordered(bySteps);
    }

    private static List<ComparedBatch> ordered(List<ComparedBatch> results) {
        Check.atLeast("batch sizes to compare", results.size(), 2);
        return results.stream()
                .sorted(Comparator.comparingInt(ComparedBatch::batch))
                .toList();
    }

    /** The result with the lowest validation loss. */
    public static ComparedBatch best(List<ComparedBatch> results) {
        return results.stream()
                .min(Comparator.comparingDouble(
                        result -> result.validationLoss().mean()))
                .orElseThrow();
    }

    /** What the figures say, in words. */
    public List<String> sentences(Language language) {
        Texts texts = Texts.of(language).and(BatchComparison.class);
        return phrases().stream().map(texts::say).toList();
    }

    /** What the figures say, in the order of the question. */
    List<Phrase> phrases() {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(winner("compare.epochs", byEpochs));
        phrases.add(winner("compare.steps", bySteps));
        int underEpochs = best(byEpochs).batch();
        int underSteps = best(bySteps).batch();
        phrases.add(new Phrase(
                underEpochs < underSteps
                        ? "compare.opposite"
                        : underEpochs == underSteps ? "compare.same" : "compare.reversed",
                Map.of("epochs", underEpochs, "steps", underSteps)));
        phrases.add(gap());
        phrases.add(sharpness());
        phrases.add(rates());
        if (byEpochs.stream().anyMatch(result -> isUsual(result.batch()))
                && byEpochs.stream().anyMatch(result -> !isUsual(result.batch()))) {
            phrases.add(usual());
        }
        return phrases;
    }

    private static Phrase winner(String key, List<ComparedBatch> results) {
        ComparedBatch best = best(results);
        ComparedBatch first = results.get(0);
        ComparedBatch last = results.get(results.size() - 1);
        ComparedBatch other = best.equals(first) ? last : first;
        boolean resolved = best.validationLoss().differsFrom(other.validationLoss());
        return new Phrase(
                resolved ? key : key + ".open",
                Map.of(
                        "epochs", best.epochs(),
                        "steps", (int) best.steps(),
                        "best", best.batch(),
                        "loss", best.validationLoss().mean(),
                        "other", other.batch(),
                        "otherLoss", other.validationLoss().mean()));
    }

    private Phrase gap() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        return new Phrase(
                small.gap() < large.gap() ? "compare.gap.small" : "compare.gap.large",
                ends(small, large, small.gap(), large.gap()));
    }

    private Phrase sharpness() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        String key = !small.sharpness().differsFrom(large.sharpness())
                ? "compare.sharpness.open"
                : small.sharpness().mean() < large.sharpness().mean()
                        ? "compare.sharpness.small"
                        : "compare.sharpness.large";
        return new Phrase(
                key,
                ends(small, large, small.sharpness().mean(), large.sharpness().mean()));
    }

    private Phrase rates() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        return new Phrase("compare.rates", ends(small, large, small.learningRate(), large.learningRate()));
    }

    private static Map<String, Object> ends(ComparedBatch small, ComparedBatch large, double of, double than) {
        return Map.of("small", small.batch(), "large", large.batch(), "of", of, "than", than);
    }

    /** "32 to 128 is best" holds only if the best outside is worse by more than chance. */
    private Phrase usual() {
        ComparedBatch inside =
                best(byEpochs.stream().filter(result -> isUsual(result.batch())).toList());
        ComparedBatch outside = best(
                byEpochs.stream().filter(result -> !isUsual(result.batch())).toList());
        String key = !inside.validationLoss().differsFrom(outside.validationLoss())
                ? "compare.usual.open"
                : inside.validationLoss().mean() < outside.validationLoss().mean()
                        ? "compare.usual.holds"
                        : "compare.usual.fails";
        return new Phrase(key, Map.of("inside", inside.batch(), "outside", outside.batch()));
    }

    private static boolean isUsual(int batch) {
        return batch >= FROM && batch <= TO;
    }
}
