package joyul.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import joyul.check.InputException;
import joyul.explain.Chance;
import joyul.explain.Digits;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/**
 * Runs beside each other: what differs in their recipes, their final figures, and which differences can be told from
 * chance. That is said only of runs whose losses were kept for each of the same validation examples; what another seed
 * would change, one run each cannot say.
 */
public final class RunComparison {
    private static final int MOST = 10;
    private static final String NOTHING = "–";

    private final List<Run> runs;
    private final Texts texts;

    private RunComparison(List<Run> runs, Texts texts) {
        this.runs = runs;
        this.texts = texts;
    }

    /**
     * The comparison of two to ten runs, whose names tell them apart.
     *
     * @throws InputException if there are fewer or more, or two have the same name
     */
    public static RunComparison of(List<Run> runs, Language language) {
        if (runs.size() < 2 || runs.size() > MOST) {
            throw new InputException("a comparison takes 2 to " + MOST + " runs, but was given " + runs.size());
        }
        Set<String> names = new HashSet<>();
        for (Run run : runs) {
            if (!names.add(run.name())) {
                throw new InputException("two of the runs are both called " + run.name() + "; give different folders");
            }
        }
        return new RunComparison(List.copyOf(runs), Texts.of(language).and(Report.class));
    }

    /** The difference between two runs, as far as it can be told. */
    private record Gap(Run run, double behind, double error, String why) {
        boolean clear() {
            return behind > Chance.ERRORS * error;
        }

        boolean told() {
            return why.isEmpty();
        }

        /** Whether the two losses are of one kind, so that their difference means something. */
        boolean compares() {
            return told() || why.equals("examples");
        }
    }

    List<Run> runs() {
        return runs;
    }

    Texts texts() {
        return texts;
    }

    private static boolean finished(Run run) {
        return run.result().end().reached()
                && run.result()
                        .validation()
                        .filter(score -> Double.isFinite(score.loss()))
                        .isPresent();
    }

    private static double loss(Run run) {
        return run.result().validation().map(RunScore::loss).orElse(Double.NaN);
    }

    /** The run of the lowest validation loss. */
    private Optional<Run> best() {
        return runs.stream().filter(RunComparison::finished).min(Comparator.comparingDouble(RunComparison::loss));
    }

    private List<Gap> gaps(Run best) {
        return runs.stream()
                .filter(run -> !run.name().equals(best.name()) && finished(run))
                .map(run -> gap(best, run))
                .toList();
    }

    private static Gap gap(Run best, Run run) {
        RunScore lowest = best.result().validation().orElseThrow();
        RunScore score = run.result().validation().orElseThrow();
        double error = score.pairedError(lowest);
        Map<String, Object> one = best.recipeText().values();
        Map<String, Object> other = run.recipeText().values();
        String why = !sameData(one, other)
                ? "data"
                : !Objects.equals(one.get("loss"), other.get("loss"))
                                || !Objects.equals(one.get("target"), other.get("target"))
                        ? "loss"
                        : Double.isNaN(error) ? "examples" : "";
        return new Gap(run, score.loss() - lowest.loss(), error, why);
    }

    /** The checksum covers the validation examples and their order. */
    private static boolean sameData(Map<String, Object> one, Map<String, Object> other) {
        Object checksum = one.get("data") instanceof Map<?, ?> map ? map.get("checksum") : null;
        return checksum != null && other.get("data") instanceof Map<?, ?> map && checksum.equals(map.get("checksum"));
    }

    /** One sentence: which run is best, and how sure that is. */
    public String verdict() {
        Optional<Run> best = best();
        List<Gap> gaps = best.map(this::gaps).orElse(List.of());
        if (gaps.isEmpty() || gaps.stream().noneMatch(Gap::compares)) {
            return texts.say("compare.verdict.none");
        }
        String name = best.orElseThrow().name();
        if (gaps.stream().noneMatch(Gap::told)) {
            return texts.say("compare.verdict.untold", "best", name);
        }
        List<String> rivals = gaps.stream()
                .filter(gap -> !gap.told() || !gap.clear())
                .map(gap -> gap.run().name())
                .toList();
        return rivals.isEmpty()
                ? texts.say("compare.verdict.clear", "best", name)
                : texts.say(new Phrase("compare.verdict.some", Map.of("best", name, "rivals", rivals)));
    }

    /** What can be said of each run beside the best, and of what the numbers do not hold. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Optional<Run> best = best();
        best.ifPresent(lowest -> gaps(lowest).forEach(gap -> sentences.add(sentence(gap, lowest))));
        runs.stream()
                .filter(run -> !finished(run))
                .forEach(run -> sentences.add(
                        texts.say(new Phrase("compare.broken", Map.of("run", run.name(), "end", end(run))))));
        if (best.isPresent() && gaps(best.get()).stream().anyMatch(Gap::compares)) {
            sentences.add(texts.say("compare.seeds"));
        }
        return sentences;
    }

    private String sentence(Gap gap, Run best) {
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("run", gap.run().name());
        gaps.put("best", best.name());
        gaps.put("behind", Digits.fixed(gap.behind(), Digits.decimals(gap.error())));
        if (!gap.told()) {
            gaps.put("why", new Phrase("compare.why." + gap.why()));
            return texts.say(new Phrase(gap.compares() ? "compare.untold" : "compare.apart", gaps));
        }
        gaps.put("error", Digits.fixed(gap.error(), Digits.decimals(gap.error())));
        gaps.put("count", gap.run().result().validation().orElseThrow().losses().length);
        gaps.put("verdict", new Phrase(gap.clear() ? "compare.told.clear" : "compare.told.open"));
        return texts.say(new Phrase("compare.told", gaps));
    }

    private String end(Run run) {
        return texts.say("compare.end." + run.result().end().name().toLowerCase(Locale.ROOT));
    }

    /** The table of final figures: its heading, then a row for each run. */
    public List<List<String>> figures() {
        List<List<String>> rows = new ArrayList<>();
        boolean classifies = runs.get(0).result().classifies();
        rows.add(List.of(
                texts.say("compare.run"),
                texts.say("compare.end"),
                texts.say("table.epochs"),
                texts.say("compare.loss"),
                texts.say("compare.behind"),
                texts.say(classifies ? "run.metric.accuracy" : "run.metric.r2"),
                texts.say(classifies ? "run.test.accuracy" : "run.test.r2")));
        Optional<Run> best = best();
        List<Gap> gaps = best.map(this::gaps).orElse(List.of());
        for (Run run : runs) {
            RunResult result = run.result();
            rows.add(List.of(
                    run.name(),
                    end(run),
                    Integer.toString(run.readings().epochs().size()),
                    result.validation()
                            .map(score -> Digits.significant(score.loss(), 4))
                            .orElse(NOTHING),
                    gaps.stream()
                            .filter(gap -> gap.run().name().equals(run.name()))
                            .findFirst()
                            .map(RunComparison::behind)
                            .orElse(NOTHING),
                    result.validation()
                            .map(score -> score.shown(result.classifies()))
                            .orElse(NOTHING),
                    result.test().map(score -> score.shown(result.classifies())).orElse(NOTHING)));
        }
        return rows;
    }

    private static String behind(Gap gap) {
        if (!gap.compares()) {
            return NOTHING;
        }
        int decimals = Digits.decimals(gap.error());
        return Digits.fixed(gap.behind(), decimals) + (gap.told() ? " ± " + Digits.fixed(gap.error(), decimals) : "");
    }

    /** The table of what differs in the recipes: its heading, then a row for each key; the heading alone if nothing does. */
    public List<List<String>> differences() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(texts.say("compare.key")));
        runs.forEach(run -> head.add(run.name()));
        rows.add(head);
        rows.addAll(RecipeDifferences.of(runs.stream().map(Run::recipeText).toList(), texts));
        return rows;
    }
}
