package joyul.probe;

import joyul.data.Data;
import joyul.noise.NoiseMeter;
import joyul.noise.NoiseSample;
import joyul.noise.NoiseTrail;
import joyul.recipe.Recipe;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.RunStarted;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the gradient noise along a training run, at some of its steps; the run's weights are the same to the bit with
 * it and without.
 *
 * <pre>{@code
 * try (NoiseWatch watch = new NoiseWatch(new NoiseSampling.Share(0.03))) {
 *     Joyul.train(recipe, data, watch);
 *     NoiseScale scale = watch.trail().middle(10).scale();
 * }
 * }</pre>
 */
public final class NoiseWatch implements Listener, AutoCloseable {
    /** A sample uses as many examples as so many training steps. */
    private static final int BATCHES = 4;

    private final NoiseSampling sampling;
    private final int batches;
    private final NoiseTrail trail = new NoiseTrail();
    private @Nullable ModelGradients gradients;
    private @Nullable NoiseMeter meter;
    private double batchesPerSample;
    private long begun;
    private long firstStep;
    private long measuring;
    private long last;

    /** A watch for one run. */
    public NoiseWatch(NoiseSampling sampling) {
        this(sampling, BATCHES);
    }

    NoiseWatch(NoiseSampling sampling, int batches) {
        this.sampling = sampling;
        this.batches = batches;
    }

    /**
     * Refuses data in which the noise of a recipe's gradient cannot be seen.
     *
     * @throws joyul.check.InputException if there are fewer than two sets of examples that are normalised together
     */
    public static void check(Recipe recipe, Data data) {
        MicroBatches.of(recipe, Recipe.shape(data), data.train().size(), BATCHES);
    }

    @Override
    public void on(Event event) {
        if (event instanceof StepEvent step) {
            measure(step);
        } else if (event instanceof RunStarted started) {
            begin(started.trainer());
        }
    }

    private void begin(Trainer trainer) {
        close();
        int examples = trainer.data().train().size();
        MicroBatches cut = MicroBatches.of(trainer.recipe(), trainer.data().shape(), examples, batches);
        ModelGradients reading = new ModelGradients(trainer);
        gradients = reading;
        meter = NoiseMeter.of(
                reading, examples, cut.size(), cut.count(), trainer.recipe().seed() + trainer.step());
        batchesPerSample = (double) cut.size() * cut.count() / trainer.recipe().batchSize();
        firstStep = trainer.step();
        begun = System.nanoTime();
    }

    private void measure(StepEvent event) {
        long now = System.nanoTime();
        long training = now - begun - measuring;
        double perStep = (double) training / (event.step() - firstStep);
        long expected = Math.max(last, (long) (batchesPerSample * perStep));
        NoiseMeter here = meter;
        if (here != null && sampling.due(event.step(), training, measuring, expected)) {
            NoiseSample sample = here.sample();
            // Weights that overshot have no gradient to speak of; the trainer's guard deals with them.
            if (Double.isFinite(sample.noise()) && Double.isFinite(sample.gradientSquare())) {
                trail.add(event.step(), sample);
            }
            last = System.nanoTime() - now;
            measuring += last;
        }
    }

    /** What was measured so far. */
    public NoiseTrail trail() {
        return trail;
    }

    /** Seconds that measuring took. */
    public double seconds() {
        return measuring / 1e9;
    }

    /** Frees the memory; what was measured stays. */
    @Override
    public void close() {
        if (gradients != null) {
            gradients.close();
            gradients = null;
            meter = null;
        }
    }
}
