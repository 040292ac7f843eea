package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.run.Ending;

/** What the course of one training run teaches. */
public final class RunFindings {
    /** A rise of the loss counts from so many standard errors on. */
    private static final double RESOLVED = 2;

    /** And where no error is known, from such a share of the lowest loss on. */
    private static final double SHARE = 0.25;

    /** A third of a rate that diverged is a usual next try. */
    private static final double LOWER = 3;

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

    private static Finding diverged(RunReadings run, double rate) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("step", run.step());
        evidence.put("rate", rate);
        evidence.put("lower", rate / LOWER);
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
        if (clear && last.trainLoss() < best.trainLoss() && run.end() != Ending.STOPPED_EARLY) {
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
