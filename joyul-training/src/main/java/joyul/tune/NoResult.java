package joyul.tune;

import java.util.List;
import java.util.OptionalDouble;
import joyul.check.Counted;
import joyul.explain.Digits;
import joyul.knob.Knobs;
import joyul.study.Budget;
import joyul.study.Outcome;
import joyul.study.Trial;

/** Why a search has no trial to hand over, in one line. */
final class NoResult {
    private NoResult() {}

    /**
     * The line.
     *
     * @param epochs that a trial must finish to have a result
     */
    static String of(List<Trial> trials, int epochs, Budget budget) {
        long diverged = count(trials, Outcome.DIVERGED);
        long exhausted = count(trials, Outcome.OUT_OF_MEMORY);
        if (diverged + exhausted == 0) {
            return "no trial finished its first " + (epochs == 1 ? "epoch" : epochs + " epochs") + " within the budget "
                    + budget + "; give more by budget(TIME), a smaller network or fewer examples";
        }
        String ended = Counted.of(diverged + exhausted, "trial", "trials");
        if (diverged == 0) {
            return "no trial has a result: " + ended + " ran out of memory; search smaller batches by"
                    + " range(\"batch\", LOW, HIGH), or give a smaller network";
        }
        OptionalDouble lowest = trials.stream()
                .filter(trial ->
                        trial.outcome() == Outcome.DIVERGED && trial.point().has(Knobs.RATE))
                .mapToDouble(trial -> trial.point().number(Knobs.RATE))
                .min();
        return "no trial has a result: " + (exhausted == 0 ? ended : ended + " ended badly, " + diverged + " of them")
                + " diverged"
                + (lowest.isPresent()
                        ? ", the lowest learning rate " + Digits.significant(lowest.getAsDouble(), 3) + "; search lower"
                                + " ones by range(\"lr\", LOW, HIGH)"
                        : "; search lower learning rates by range(\"lr\", LOW, HIGH)");
    }

    private static long count(List<Trial> trials, Outcome outcome) {
        return trials.stream().filter(trial -> trial.outcome() == outcome).count();
    }
}
