package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the course of one training run teaches. */
public final class RunFindings {
    /** A rise of the loss counts from so many standard errors on. */
    private static final double RESOLVED = 2;

    /** And where no error is known, from such a share of the lowest loss on. */
    private static final double SHARE = 0.25;

    /** A third of a rate that diverged is a usual next try, as long as that is below 1. */
    private static final double LOWER = 3;

    /** What to try after a rate that nobody uses: every optimizer trains with it, if not as fast as it could. */
    private static final double USUAL = 0.01;

    /** A rate so low moves no weight far enough to throw a run that the data let live. */
    private static final double HARMLESS = 1e-6;

    private RunFindings() {}

    /**
     * The findings, what ended the run first.
     *
     * @param rate the recipe's learning rate
     * @param error the standard error of the last validation loss; NaN where it is not known
     */
    public static List<Finding> of(RunReadings run, double rate, double error) {
        List<Finding> findings = new ArrayList<>(ofEnd(run, rate));
        if (run.repairs() > 0) {
            findings.add(
                    new Finding(Finding.Kind.RUN_REPAIRED, Map.of("count", run.repairs(), "factor", run.rateFactor())));
        }
        if (run.epochs().size() > 1) {
            overfitted(run, error, findings);
        }
        if (findings.isEmpty() && !run.epochs().isEmpty()) {
            EpochReading last = run.epochs().get(run.epochs().size() - 1);
            findings.add(new Finding(
                    Finding.Kind.RUN_SOUND,
                    Map.of("train", last.trainLoss(), "validation", last.validationLoss(), "epoch", last.epoch())));
        }
        return findings;
    }

    /** Why the run did not reach its end; nothing where it did. */
    static List<Finding> ofEnd(RunReadings run, double rate) {
        return switch (run.end()) {
            case REACHED, STOPPED_EARLY -> List.of();
            case STOPPED, UNKNOWN -> List.of(new Finding(Finding.Kind.RUN_UNFINISHED, Map.of("step", run.step())));
            case OUT_OF_MEMORY -> List.of(new Finding(Finding.Kind.RUN_OUT_OF_MEMORY, Map.of("step", run.step())));
            case DIVERGED -> List.of(diverged(run, rate));
        };
    }

    /**
     * The rate to try after a run that diverged; empty where a lower one does not help: no loss was ever a number, not
     * even that of the weights it began with, or the guard had cut the rate to nothing in vain.
     */
    public static OptionalDouble lowerRate(RunReadings run, double rate) {
        boolean isHarmless = rate * run.rateFactor() < HARMLESS;
        if (isHarmless || run.neverHadALoss()) {
            return OptionalDouble.empty();
        }
        double third = rate / LOWER;
        return OptionalDouble.of(third > 1 ? USUAL : third);
    }

    private static Finding diverged(RunReadings run, double rate) {
        OptionalDouble lower = lowerRate(run, rate);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("step", run.step());
        evidence.put("rate", rate);
        if (lower.isEmpty()) {
            evidence.put("losses", new Phrase(run.neverHadALoss() ? "run.losses.never" : "run.losses.cut"));
            return new Finding(Finding.Kind.RUN_DIVERGED_AT_ANY_RATE, evidence);
        }
        evidence.put("lower", lower.getAsDouble());
        boolean told = run.firstLoss().isPresent() && run.lastLoss().isPresent();
        evidence.put(
                "losses",
                told
                        ? new Phrase(
                                "run.losses",
                                Map.of(
                                        "first", run.firstLoss().getAsDouble(),
                                        "last", run.lastLoss().getAsDouble()))
                        : new Phrase("run.losses.none"));
        return new Finding(Finding.Kind.RUN_DIVERGED, evidence);
    }

    private static void overfitted(RunReadings run, double error, List<Finding> findings) {
        List<EpochReading> epochs = run.epochs();
        EpochReading last = epochs.get(epochs.size() - 1);
        EpochReading best = epochs.stream()
                .min(Comparator.comparingDouble(EpochReading::validationLoss))
                .orElseThrow();
        double rise = last.validationLoss() - best.validationLoss();
        boolean clear = error > 0 ? rise > RESOLVED * error : rise > SHARE * best.validationLoss();
        // Early stopping hands over the best epoch's weights, so a later rise costs nothing.
        if (clear && last.trainLoss() < best.trainLoss() && run.end() != RunReadings.End.STOPPED_EARLY) {
            findings.add(new Finding(
                    Finding.Kind.OVERFITTED,
                    Map.of(
                            "best", best.epoch(),
                            "low", best.validationLoss(),
                            "end", last.validationLoss(),
                            "before", best.trainLoss(),
                            "train", last.trainLoss())));
        }
    }
}
