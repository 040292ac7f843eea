package joyul.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import joyul.study.Outcome;
import joyul.study.Trial;

/** Which trials were lost, and at which learning rates. */
final class LossFindings {
    private static final String RATE = "learning_rate";

    private LossFindings() {}

    static List<Finding> of(List<Trial> trials, Rung rung) {
        List<Finding> findings = new ArrayList<>();
        List<Trial> diverged = trials.stream()
                .filter(trial -> trial.outcome() == Outcome.DIVERGED)
                .toList();
        OptionalDouble lowest = diverged.stream()
                .filter(LossFindings::hasRate)
                .mapToDouble(trial -> trial.point().number(RATE))
                .min();
        if (lowest.isPresent()) {
            double limit = lowest.getAsDouble();
            long above = Stream.concat(rung.entries().stream().map(Rung.Entry::trial), diverged.stream())
                    .filter(trial -> hasRate(trial) && trial.point().number(RATE) >= limit)
                    .map(Trial::id)
                    .distinct()
                    .count();
            findings.add(new Finding(
                    Finding.Kind.DIVERGED_ABOVE,
                    Map.of("count", diverged.size(), "trials", trials.size(), "limit", limit, "above", above)));
        } else {
            Findings.counted(trials, Outcome.DIVERGED, Finding.Kind.DIVERGED, findings);
        }
        Findings.counted(trials, Outcome.OUT_OF_MEMORY, Finding.Kind.OUT_OF_MEMORY, findings);
        return findings;
    }

    private static boolean hasRate(Trial trial) {
        return trial.point().asMap().get(RATE) instanceof Number;
    }
}
