package joyul.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.space.ChoiceDomain;

/**
 * How one choice of a parameter did among trials that compare.
 *
 * @param losses lost trials as infinity
 */
record ChoiceScore(Object choice, double[] losses) {
    double best() {
        return Arrays.stream(losses).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The middle loss, or the mean of the middle two. */
    double median() {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Whether the choices of a parameter differ, where at least two of them were tried. */
    static Optional<Finding> finding(Knob knob, ChoiceDomain domain, Rung rung) {
        List<ChoiceScore> scores = new ArrayList<>();
        for (Object choice : domain.choices()) {
            double[] losses = rung.with(knob.name(), choice).losses();
            if (losses.length > 0) {
                scores.add(new ChoiceScore(choice, losses));
            }
        }
        if (scores.size() < 2) {
            return Optional.empty();
        }
        scores.sort(Comparator.comparingDouble(ChoiceScore::median).thenComparingDouble(ChoiceScore::best));
        ChoiceScore first = scores.get(0);
        ChoiceScore next = scores.get(1);
        boolean enough = Math.min(first.losses().length, next.losses().length) >= RankTest.FEWEST;
        double z = RankTest.z(first.losses(), next.losses());
        return Optional.of(new Finding(
                enough && z >= Chance.ERRORS ? Finding.Kind.CHOICE_MATTERS : Finding.Kind.CHOICE_OPEN,
                Map.of(
                        "parameter",
                        knob.said(),
                        "first",
                        knob.said(first.choice()),
                        "next",
                        knob.said(next.choice()),
                        "ranking",
                        scores.stream().map(score -> score.said(knob, rung)).toList(),
                        "where",
                        rung.where(),
                        "z",
                        enough ? new Phrase("choice.z", Map.of("z", z)) : new Phrase("choice.few"))));
    }

    private Phrase said(Knob knob, Rung rung) {
        return new Phrase(
                "choice.score",
                Map.of(
                        "choice",
                        knob.said(choice),
                        "median",
                        rung.shown(median()),
                        "best",
                        rung.shown(best()),
                        "count",
                        losses.length));
    }
}
