package joyul.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import joyul.batch.CeilingProbe;
import joyul.batch.Ceilings;
import joyul.batch.MemorySize;
import joyul.batch.Recommendation;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.layer.Shape;
import joyul.noise.NoiseTrail;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.RunEnd;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/**
 * Finds a batch size for a recipe: measures the gradient noise along a run, tries sizes in child processes for memory and
 * throughput, and weighs both.
 *
 * <pre>{@code
 * FoundBatch found = new FindBatch(recipe, data).memory(MemorySize.parse("4g")).run();
 * found.recommendation().batch();
 * }</pre>
 */
public final class FindBatch {
    public static final Duration BUDGET = Duration.ofSeconds(90);

    /** Noise samples in a run, about; each on the examples of so many batches. */
    private static final long SAMPLES = 60;

    private static final int BATCHES = 8;

    /** Windows that the run is told in, at most; each has so many samples or more. */
    private static final int WINDOWS = 10;

    private static final int SAMPLES_PER_WINDOW = 5;

    private final Recipe recipe;
    private final Data data;
    private Duration budget = BUDGET;
    private MemorySize memory = MemorySize.available();
    private Listener listener = Listener.NONE;
    private Cancellation cancellation = new Cancellation();

    public FindBatch(Recipe recipe, Data data) {
        recipe.check(data);
        NoiseWatch.check(recipe, data);
        this.recipe = recipe;
        this.data = data;
    }

    /** How long it may take, about (default: 90 seconds); trying sizes takes half at most. */
    public FindBatch budget(Duration time) {
        budget = time;
        return this;
    }

    /** The memory that training may use (default: what is available now). */
    public FindBatch memory(MemorySize limit) {
        memory = limit;
        return this;
    }

    /** One listener more: it hears of each {@link joyul.batch.TriedSize} and {@link NoiseStep}. */
    public FindBatch listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /** Once cancelled, the search ends with what it has, or with an error that says what is missing. */
    public FindBatch cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /**
     * Measures and weighs.
     *
     * @throws InputException if the recipe diverges, no size fits into the memory, or it was cancelled
     */
    public FoundBatch run() {
        long begun = System.nanoTime();
        // Sizes first: if the recipe's own batch is one that the system would kill, only a child learns it.
        CeilingProbe.Measured tried = sizes(budget.dividedBy(2));
        int fits = Math.min(recipe.batchSize(), tried.memory().largest());
        NoiseRun noise = new NoiseRun(recipe.with(r -> r.batchSize(fits)), begun + budget.toNanos());
        long steps = noise.run();
        NoiseTrail trail = noise.watch.trail();
        int windows = Math.max(1, Math.min(WINDOWS, trail.size() / SAMPLES_PER_WINDOW));
        Ceilings ceilings = new Ceilings(
                tried.sizes(),
                tried.memory(),
                trail.windows(windows),
                trail.middle(windows),
                data.train().size());
        Shape shape = Recipe.shape(data);
        return new FoundBatch(
                ceilings,
                Recommendation.of(ceilings, recipe.batchSize(), MicroBatches.use(recipe, shape)),
                recipe,
                steps,
                noise.wholeSteps,
                MicroBatches.unit(noise.recipe, shape));
    }

    private CeilingProbe.Measured sizes(Duration left) {
        try {
            Path file = Files.createTempFile("joyul-trial-", ".txt");
            try {
                RecipeTrial.write(file, recipe, data);
                return new CeilingProbe(RecipeTrial.class, file.toString())
                        .examples(data.train().size())
                        .least(least())
                        .memory(memory)
                        .budget(left)
                        .cancellation(cancellation)
                        .listener(listener)
                        .run();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot write a file into the folder of temporary files: " + e.getMessage() + "; free some space",
                    e);
        }
    }

    /** A small batch that the recipe's normalization allows, the first of 1, 2, 4 and so on. */
    private int least() {
        int size = 1;
        while (size < data.train().size() && !allowed(size)) {
            size *= 2;
        }
        return Math.min(size, data.train().size());
    }

    private boolean allowed(int size) {
        try {
            recipe.with(r -> r.batchSize(size));
            return true;
        } catch (InputException tooSmall) {
            return false;
        }
    }

    /** The run along which the noise is measured; it ends early when its time is up. */
    private final class NoiseRun {
        private final Recipe recipe;
        private final Cancellation over;
        private final long wholeSteps;
        private final NoiseWatch watch;

        NoiseRun(Recipe recipe, long deadline) {
            this.recipe = recipe;
            over = cancellation.derived(() -> System.nanoTime() > deadline);
            int perEpoch = Batches.perEpoch(data.train().size(), recipe.batchSize());
            wholeSteps = (long) perEpoch * recipe.epochs();
            long every = Math.max(1, wholeSteps / SAMPLES);
            watch = new NoiseWatch(new NoiseSampling.Every(every), BATCHES);
        }

        /** Gives the steps made. */
        long run() {
            Listener telling = Listener.of(
                    StepEvent.class,
                    step -> listener.on(new NoiseStep(
                            step.step(), step.steps(), watch.trail().size())));
            try (NoiseWatch watching = watch;
                    TrainingData shared = new TrainingData(data, recipe);
                    Trainer trainer = new Trainer(recipe, shared)) {
                RunEnd end = trainer.run(recipe.epochs(), watching.and(telling), over);
                if (end.kind().failed()) {
                    throw new InputException("the recipe does not train (" + end.detail()
                            + "), so its gradient noise says nothing; find a learning rate or batch size that trains"
                            + " first");
                }
                return end.step();
            }
        }
    }
}
