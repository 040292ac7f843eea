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
    private LossFindings() {}

    static List<Finding> of(List<Trial> trials, Rung rung) {
        List<Finding> findings = new ArrayList<>();
        List<Trial> diverged = trials.stream()
                .filter(trial -> trial.outcome() == Outcome.DIVERGED)
                .toList();
        OptionalDouble lowest = diverged.stream()
                .filter(LossFindings::hasRate)
                .mapToDouble(trial -> trial.point().number(Knob.LEARNING_RATE))
                .min();
        if (lowest.isPresent()) {
            findings.add(above(lowest.getAsDouble(), diverged, rung, trials.size()));
        } else {
            Findings.counted(trials, Outcome.DIVERGED, Finding.Kind.DIVERGED, findings);
        }
        Findings.counted(trials, Outcome.OUT_OF_MEMORY, Finding.Kind.OUT_OF_MEMORY, findings);
        return findings;
    }

    /** Where all that diverged share a kind of normalization, only trials of that kind are counted beside them. */
    private static Finding above(double limit, List<Trial> diverged, Rung rung, int trials) {
        List<Object> kinds = diverged.stream()
                .map(trial -> trial.point().asMap().getOrDefault(Knob.NORMALIZATION, ""))
                .distinct()
                .toList();
        boolean one = kinds.size() == 1 && !kinds.get(0).equals("");
        Rung beside = one ? rung.with(Knob.NORMALIZATION, kinds.get(0)) : rung;
        long above = Stream.concat(beside.entries().stream().map(Rung.Entry::trial), diverged.stream())
                .filter(trial -> hasRate(trial) && trial.point().number(Knob.LEARNING_RATE) >= limit)
                .map(Trial::id)
                .distinct()
                .count();
        Phrase among = one
                ? new Phrase("among.kind", Map.of("kind", new Knob(Knob.NORMALIZATION).said(kinds.get(0))))
                : new Phrase("among.all");
        return new Finding(
                Finding.Kind.DIVERGED_ABOVE,
                Map.of("count", diverged.size(), "trials", trials, "limit", limit, "above", above, "among", among));
    }

    private static boolean hasRate(Trial trial) {
        return trial.point().asMap().get(Knob.LEARNING_RATE) instanceof Number;
    }
}
