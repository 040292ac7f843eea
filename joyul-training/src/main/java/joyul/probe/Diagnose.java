package joyul.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import joyul.check.Check;
import joyul.data.BatchOrder;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.explain.AveragesGap;
import joyul.explain.Diagnosis;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.model.NativeExamples;
import joyul.network.Network;
import joyul.norm.Normalizations;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.Averages;
import joyul.train.RunEnd;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/**
 * Trains a recipe and reads its layers on the way: does the gradient arrive, do units saturate or die, do steps have a
 * healthy size, and do the moving averages of normalization say what the population is?
 *
 * <pre>{@code
 * Diagnosis diagnosis = new Diagnose(recipe, data).steps(200).run();
 * }</pre>
 */
public final class Diagnose {
    private static final int POPULATION = 2_000;
    private static final int EXAMINED = 1_000;

    /** Sampled steps in a run, at most about: what a figure shows, and so few that they cost little. */
    private static final long READINGS = 100;

    /** A short run is read at least so often. */
    private static final long FEWEST = 4;

    /** A reading may cost as much as two steps of a small network: one in so many stays under a tenth. */
    private static final long LEAST_EVERY = 25;

    private final Recipe recipe;
    private final Data data;
    private long steps = Long.MAX_VALUE;
    private long every;
    private Listener listener = Listener.NONE;
    private Cancellation cancellation = new Cancellation();

    public Diagnose(Recipe recipe, Data data) {
        this.recipe = recipe;
        this.data = data;
    }

    /** Stops after so many optimizer steps; else the run goes to its end. */
    public Diagnose steps(long count) {
        Check.that(count >= 1, "steps", "1 or more", (double) count);
        steps = count;
        return this;
    }

    /** Reads the first step and then one in so many; else about a hundred in all, and not more than one in 25. */
    public Diagnose every(long count) {
        Check.that(count >= 1, "every", "1 or more", (double) count);
        every = count;
        return this;
    }

    /** One listener more to the run. */
    public Diagnose listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /** Once cancelled, the run is stopped, and diagnosed as far as it went. */
    public Diagnose cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /** Trains and measures; a run that diverges or is stopped is diagnosed as far as it went. */
    public Diagnosis run() {
        Network network = recipe.network().with(recipe.normalization());
        List<Block> blocks = Block.of(network, Recipe.shape(data));
        int[] rows = BatchOrder.permutation(recipe.seed(), 0, data.train().size());
        int[] some = IntStream.of(rows).limit(POPULATION).toArray();
        int[] few = IntStream.of(rows).limit(EXAMINED).toArray();
        LossCourse course = new LossCourse();
        Cancellation until = cancellation.derived();
        try (TrainingData shared = new TrainingData(data, recipe);
                // A guard would mend what is to be diagnosed.
                Trainer trainer = new Trainer(recipe.with(r -> r.guard(Guard.STRICT)), shared);
                LayerProbe probe = new LayerProbe(trainer, blocks, recipe.optimizer(), this::sampled, steps, until);
                NativeExamples population =
                        new NativeExamples(data.train().subset(some), recipe.input(), recipe.target());
                NativeExamples examined =
                        new NativeExamples(data.train().subset(few), recipe.input(), recipe.target());
                NativeExamples validation = new NativeExamples(data.validation(), recipe.input(), recipe.target())) {
            double plain = hasNormalization(blocks) ? Start.plainRatio(recipe, data) : Double.NaN;
            RunEnd end = trainer.run(recipe.epochs(), Listener.all(probe, course, listener), until);
            if (end.kind().failed()) {
                double[] unknown = new double[blocks.size()];
                Arrays.fill(unknown, Double.NaN);
                return diagnosis(end, course, blocks, probe.readings(), unknown, plain, Optional.empty());
            }
            try (PrecisePopulation precise = new PrecisePopulation(trainer.model(), population, recipe, end.step())) {
                double[] dead = DeadUnits.shares(precise.model(), blocks, examined);
                Optional<AveragesGap> gap = Averages.gap(precise.model(), recipe.loss(), validation);
                return diagnosis(end, course, blocks, probe.readings(), dead, plain, gap);
            }
        }
    }

    private Diagnosis diagnosis(
            RunEnd end,
            LossCourse course,
            List<Block> blocks,
            List<List<LayerReading>> readings,
            double[] dead,
            double plain,
            Optional<AveragesGap> gap) {
        List<LayerHistory> histories = new ArrayList<>();
        for (int k = 0; k < blocks.size(); k++) {
            Block block = blocks.get(k);
            histories.add(new LayerHistory(
                    block.place(),
                    block.name(),
                    block.activationName(),
                    block.normalization().isPresent(),
                    dead[k],
                    readings.get(k)));
        }
        return new Diagnosis(
                facts(end), histories, recipe.normalizedTogether(Recipe.shape(data)), plain, course.readings(end), gap);
    }

    private boolean sampled(long step) {
        return step == 1 || step % interval() == 0;
    }

    private long interval() {
        if (every > 0) {
            return every;
        }
        long all = Math.min(
                steps, (long) recipe.epochs() * Batches.perEpoch(data.train().size(), recipe.batchSize()));
        long least = Math.max(1, Math.min(LEAST_EVERY, all / FEWEST));
        return Math.max(least, all / READINGS);
    }

    private static boolean hasNormalization(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> block.normalization().isPresent());
    }

    private Map<String, Object> facts(RunEnd end) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", data.name());
        facts.put("layers", Block.of(recipe.network(), Recipe.shape(data)).size());
        facts.put("normalization", Normalizations.CATALOG.name(recipe.normalization()));
        facts.put("batch_size", recipe.batchSize());
        facts.put("learning_rate", recipe.learningRate());
        facts.put("steps", end.step());
        facts.put("end", end.kind().text());
        facts.put("detail", end.detail());
        return facts;
    }
}
