package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;

/** A made-up tune of 60 trials with every outcome, in the attributes that a real one notes; the same for the same seed. */
public final class SomeStudy {
    static final String NAME = "tune";

    private static final int TRIALS = 60;
    private static final int FIRST = 3;
    private static final int FULL = 9;
    private static final int WINNER = 8;
    private static final Domain RATES = new FloatDomain(1 / 300.0, 1, Scale.LOG, null);
    private static final Domain BATCHES = new IntDomain(4, 9, Scale.LINEAR, 1);
    private static final ChoiceDomain KINDS = new ChoiceDomain(List.of("none", "batch_norm", "ghost_batch_norm"));
    private static final Domain GROUPS = new IntDomain(3, 7, Scale.LINEAR, 1);
    private static final ChoiceDomain SCHEDULES =
            new ChoiceDomain(List.of("OneCycleLR", "CosineAnnealingLR", "ExponentialLR", "MultiStepLR", "constant"));
    private static final Domain MOMENTA = new FloatDomain(0.6, 0.98, Scale.LINEAR, null);
    private static final Domain DECAYS = new FloatDomain(1e-6, 1e-2, Scale.LOG, null);

    static final String RECIPE = """
            joyul: 1
            data: {source: fashion-mini}
            normalization: {type: ghost_batch_norm, size: 32}
            batch_size: 64
            optimizer: {type: sgd, momentum: 0.9, nesterov: true, weight_decay: 0.0005}
            learning_rate: 0.1
            schedule: {type: OneCycleLR, pct_start: 0.3}
            every: step
            epochs: 9
            seed: 5
            """;

    private final Storage storage;
    private final long study;
    private final Random random;

    private SomeStudy(Storage storage, long study, long seed) {
        this.storage = storage;
        this.study = study;
        random = new Random(seed);
    }

    /** A storage with the study; the caller's to close. */
    static Storage ended(long seed) {
        Storage storage = Storages.open("memory:");
        fill(storage, seed, true);
        return storage;
    }

    /** As {@link #ended}, stopped before the confirmation. */
    static Storage running(long seed) {
        Storage storage = Storages.open("memory:");
        fill(storage, seed, false);
        return storage;
    }

    private static void fill(Storage storage, long seed, boolean ended) {
        SomeStudy made = new SomeStudy(storage, storage.createStudy(NAME, Direction.MINIMIZE), seed);
        for (int number = 0; number < TRIALS; number++) {
            made.trial(number, ended);
        }
        if (ended) {
            storage.setStudyAttribute(made.study, TuneResult.ATTRIBUTE, summary());
        }
    }

    /** Writes the study into a SQLite file, to look at its page. */
    public static void main(String[] arguments) {
        try (Storage storage = Storages.open("sqlite:" + arguments[0])) {
            fill(storage, 1, true);
        }
    }

    private void trial(int number, boolean ended) {
        Trial trial = storage.startTrial(study);
        long id = trial.id();
        boolean prior = number == 0 || number == WINNER;
        double x = prior ? Math.log(0.1) : Math.log(1 / 300.0) * random.nextDouble();
        long batch = prior ? 6 : 4 + random.nextInt(6);
        String kind = String.valueOf(KINDS.choices().get(number == 0 ? 1 : number == WINNER ? 2 : random.nextInt(3)));
        storage.setParameter(id, "learning_rate", Math.exp(x), RATES);
        storage.setParameter(id, "log2_batch_size", batch, BATCHES);
        storage.setParameter(id, "normalization", kind, KINDS);
        if (kind.startsWith("ghost")) {
            storage.setParameter(id, "log2_normalization_batch", prior ? 5L : 3L + random.nextInt(5), GROUPS);
        }
        storage.setParameter(id, "schedule", SCHEDULES.choices().get(prior ? 0 : random.nextInt(5)), SCHEDULES);
        storage.setParameter(id, "momentum", prior ? 0.9 : 0.6 + 0.38 * random.nextDouble(), MOMENTA);
        storage.setParameter(
                id, "weight_decay", prior ? 5e-4 : Math.exp(Math.log(1e-6) + 9 * random.nextDouble()), DECAYS);
        double best = Math.log(0.1) + 0.3 * (batch - 6);
        double loss = 0.33
                + 0.08 * Math.pow(x - best, 2)
                + (kind.equals("none") ? 0.15 : 0)
                + 0.03 * Math.abs(random.nextGaussian());
        if (x > Math.log(0.3) && kind.equals("none") && number < TRIALS - 2) {
            lost(id, Outcome.DIVERGED, "the mean of the latest 20 losses is above 4 times the first at step 41");
        } else if (number == 31) {
            lost(id, Outcome.OUT_OF_MEMORY, "out of memory at batch size " + (1 << batch));
        } else if (number == 32) {
            lost(id, Outcome.FAILED, "java.io.IOException: no such file");
        } else {
            run(id, FIRST, loss + 0.08);
            if (!ended && number >= TRIALS - 2) {
                return;
            }
            if (loss < 0.42) {
                storage.setAttribute(id, "joyul:rung", 1);
                run(id, FULL, loss);
                storage.finish(id, TrialState.COMPLETE, loss);
            } else {
                storage.setAttribute(id, "joyul:reason", "not promoted before the budget ended");
                storage.finish(id, TrialState.PRUNED, loss + 0.08);
            }
        }
    }

    private void lost(long id, Outcome outcome, String reason) {
        storage.setAttribute(id, "joyul:reason", reason);
        storage.setAttribute(id, Outcome.ATTRIBUTE, outcome.text());
        storage.finish(id, outcome.state(), null);
    }

    private void run(long id, int epochs, double loss) {
        List<List<Double>> curve = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double validation = loss + 0.6 * Math.pow(1 - epoch / (double) epochs, 2);
            curve.add(List.of(validation - 0.04, validation, 1 - validation / 2.7, 0.1 * (1 - epoch / 10.0)));
        }
        storage.setReading(id, epochs, loss);
        storage.setAttribute(id, "joyul:curve", curve);
        storage.setAttribute(id, "metric", 1 - loss / 2.7);
        storage.setAttribute(id, "seconds", 1.3 * epochs);
    }

    private static Map<String, Object> summary() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", "fashion-mini");
        map.put("train_examples", 10_000);
        map.put("validation_examples", 2_000);
        map.put("test_examples", 2_000);
        map.put("metric", "accuracy");
        map.put("budget", "2m30s");
        map.put("jobs", 2);
        map.put("seconds", 148.2);
        map.put("rungs", List.of(FIRST, FULL));
        map.put(
                "progress",
                List.of(
                        List.of(10.0, 0, FULL, 0.36),
                        List.of(90.0, WINNER, FULL, 0.33),
                        List.of(120.0, 0, FULL, 0.37)));
        map.put("winner", WINNER);
        map.put("recipe", RECIPE);
        map.put(
                "confirmed",
                List.of(
                        confirmed(WINNER, 0.335, 0.342, 0.8835, 0, 0),
                        confirmed(35, 0.334, 0.346, 0.882, 0.004, 0.0045),
                        confirmed(0, 0.371, 0.379, 0.8675, 0.037, 0.0061)));
        map.put("validation_loss", 0.342);
        map.put("validation_metric", 0.8835);
        map.put("test_loss", 0.361);
        map.put("test_metric", 0.8755);
        return map;
    }

    private static Map<String, Object> confirmed(
            int trial, double searched, double loss, double metric, double behind, double error) {
        return Map.of(
                "trial", trial,
                "seeds", List.of(5, 6, 7),
                "searched", searched,
                "loss", loss,
                "metric", metric,
                "behind", behind,
                "behind_error", error);
    }
}
