package joyul.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.explain.Digits;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/**
 * Batch sizes compared at matched tuning, each at its own best learning rate, under two budgets that favour opposite ends:
 * equally many epochs let a small batch make more steps, equally many steps let a large batch see more examples.
 *
 * @param byEpochs results where all had the same epochs, from small batches to large
 * @param bySteps results where all had the same steps, likewise
 */
public record BatchComparison(List<ComparedBatch> byEpochs, List<ComparedBatch> bySteps) {
    /** What is said to be best: 32 to 128 examples. */
    private static final int FROM = 32;

    private static final int TO = 128;

    public BatchComparison {
        byEpochs = ordered(byEpochs);
        bySteps = ordered(bySteps);
        requireEqual("epochs", byEpochs, ComparedBatch::epochs);
        requireEqual("steps", bySteps, ComparedBatch::steps);
    }

    private static void requireEqual(String what, List<ComparedBatch> results, ToDoubleFunction<ComparedBatch> of) {
        double[] values = results.stream().mapToDouble(of).distinct().toArray();
        if (values.length > 1) {
            throw new InputException("results compared at equal " + what + " must have equal " + what + ", but have "
                    + Shown.number(values[0]) + " and " + Shown.number(values[1]));
        }
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
        phrases.add(budgets());
        phrases.add(gap());
        phrases.add(sharpness());
        phrases.add(rates());
        usual("compare.usual.epochs", byEpochs).ifPresent(phrases::add);
        usual("compare.usual.steps", bySteps).ifPresent(phrases::add);
        return phrases;
    }

    /** The best, and the next best: what is not told apart from that is not told apart from all. */
    private static Phrase winner(String key, List<ComparedBatch> results) {
        ComparedBatch best = best(results);
        ComparedBatch next = best(results.stream()
                .filter(result -> result.batch() != best.batch())
                .toList());
        return new Phrase(
                resolved(best, next) ? key : key + ".open",
                Map.of(
                        "epochs", Math.round(best.epochs()),
                        "steps", best.steps(),
                        "best", best.batch(),
                        "loss", loss(best.validationLoss().mean()),
                        "other", next.batch(),
                        "otherLoss", loss(next.validationLoss().mean())));
    }

    private static boolean resolved(ComparedBatch one, ComparedBatch other) {
        return one.validationLoss().differsFrom(other.validationLoss());
    }

    /** Whether the two budgets disagree, which takes that both tell their favourites apart. */
    private Phrase budgets() {
        int underEpochs = best(byEpochs).batch();
        int underSteps = best(bySteps).batch();
        boolean resolved = resolved(of(byEpochs, underEpochs), of(byEpochs, underSteps))
                && resolved(of(bySteps, underEpochs), of(bySteps, underSteps));
        String key = underEpochs == underSteps
                ? "compare.same"
                : !resolved
                        ? "compare.budgets.open"
                        : underEpochs < underSteps ? "compare.opposite" : "compare.reversed";
        return new Phrase(key, Map.of("epochs", underEpochs, "steps", underSteps));
    }

    private static ComparedBatch of(List<ComparedBatch> results, int batch) {
        return results.stream()
                .filter(result -> result.batch() == batch)
                .findFirst()
                .orElseThrow();
    }

    private Phrase gap() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        String key = !small.gap().differsFrom(large.gap())
                ? "compare.gap.open"
                : small.gap().mean() < large.gap().mean() ? "compare.gap.small" : "compare.gap.large";
        return new Phrase(
                key,
                ends(small, large, loss(small.gap().mean()), loss(large.gap().mean())));
    }

    private Phrase sharpness() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        double of = small.sharpness().mean();
        double than = large.sharpness().mean();
        if (!(of > 0 && than > 0)) {
            return new Phrase("compare.sharpness.none", ends(small, large, "", ""));
        }
        String key = !small.sharpness().differsFrom(large.sharpness())
                ? "compare.sharpness.open"
                : of < than ? "compare.sharpness.small" : "compare.sharpness.large";
        return new Phrase(key, ends(small, large, Digits.significant(of, 2), Digits.significant(than, 2)));
    }

    private Phrase rates() {
        ComparedBatch small = byEpochs.get(0);
        ComparedBatch large = byEpochs.get(byEpochs.size() - 1);
        return new Phrase(
                "compare.rates",
                ends(small, large, Shown.number(small.learningRate()), Shown.number(large.learningRate())));
    }

    private static Map<String, Object> ends(ComparedBatch small, ComparedBatch large, String of, String than) {
        return Map.of("small", small.batch(), "large", large.batch(), "of", of, "than", than);
    }

    /** "32 to 128 is best" under one budget: it holds only if the best outside is worse by more than chance. */
    private static Optional<Phrase> usual(String budget, List<ComparedBatch> results) {
        Map<Boolean, List<ComparedBatch>> sides =
                results.stream().collect(Collectors.partitioningBy(result -> isUsual(result.batch())));
        List<ComparedBatch> insiders = sides.getOrDefault(true, List.of());
        List<ComparedBatch> outsiders = sides.getOrDefault(false, List.of());
        if (insiders.isEmpty() || outsiders.isEmpty()) {
            return Optional.empty();
        }
        ComparedBatch inside = best(insiders);
        ComparedBatch outside = best(outsiders);
        double of = inside.validationLoss().mean();
        double than = outside.validationLoss().mean();
        String verdict = !resolved(inside, outside) ? ".open" : of < than ? ".holds" : ".fails";
        return Optional.of(new Phrase(
                budget + verdict,
                Map.of(
                        "inside", inside.batch(),
                        "insideLoss", loss(of),
                        "outside", outside.batch(),
                        "outsideLoss", loss(than))));
    }

    /** As the table shows it. */
    private static String loss(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static boolean isUsual(int batch) {
        return batch >= FROM && batch <= TO;
    }
}
