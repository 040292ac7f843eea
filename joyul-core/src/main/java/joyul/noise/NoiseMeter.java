package joyul.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * Measures the gradient noise at the weights as they are: each sample draws different examples, cuts them into
 * micro-batches, and compares the micro-batches' gradients with their mean.
 *
 * <pre>{@code
 * NoiseMeter meter = NoiseMeter.of(MicroGradients.ofArrays(rows -> gradient(weights, rows)), 60_000, 8, 8, seed);
 * NoiseScale here = meter.measure(100);
 * }</pre>
 */
public final class NoiseMeter {
    private final MicroGradients gradients;
    private final int microBatch;
    private final int microBatches;
    private final SplittableRandom random;
    private final Draw draw;
    private final int[] rows;

    private NoiseMeter(MicroGradients gradients, int examples, int microBatch, int microBatches, long seed) {
        this.gradients = gradients;
        this.microBatch = microBatch;
        this.microBatches = microBatches;
        random = new SplittableRandom(seed);
        draw = new Draw.WithoutReplacement(examples);
        rows = IntStream.range(0, examples).toArray();
    }

    /**
     * A meter.
     *
     * @param examples how many there are to draw from
     * @param microBatch examples in a micro-batch: 1 where each example has a gradient of its own; with batch
     *     normalization the examples that share statistics, or a multiple
     * @param microBatches in a sample, two or more
     */
    public static NoiseMeter of(MicroGradients gradients, int examples, int microBatch, int microBatches, long seed) {
        Check.atLeast("micro-batch", microBatch, 1);
        Check.atLeast("micro-batches", microBatches, 2);
        if ((long) microBatch * microBatches > examples) {
            throw new InputException(microBatches + " micro-batches of " + microBatch + " need "
                    + (long) microBatch * microBatches + " examples, but there are " + examples
                    + "; use fewer or smaller ones");
        }
        return new NoiseMeter(gradients, examples, microBatch, microBatches, seed);
    }

    /** One pair of estimates, from {@code microBatch * microBatches} different examples. */
    public NoiseSample sample() {
        int wanted = microBatch * microBatches;
        // The first places of a shuffle are a draw without replacement, whatever order the last one left.
        for (int i = 0; i < wanted; i++) {
            int j = random.nextInt(i, rows.length);
            int held = rows[i];
            rows[i] = rows[j];
            rows[j] = held;
        }
        gradients.clear();
        double square = 0;
        for (int start = 0; start < wanted; start += microBatch) {
            int from = start;
            int[] micro =
                    IntStream.range(0, microBatch).map(i -> rows[from + i]).toArray();
            square += gradients.add(micro) / microBatches;
        }
        return NoiseSample.of(square, microBatch, gradients.meanSquare(), wanted, draw);
    }

    /** The noise scale at the weights as they are, from so many samples. */
    public NoiseScale measure(int samples) {
        List<NoiseSample> taken = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            taken.add(sample());
        }
        return NoiseScale.of(taken);
    }

    /**
     * The exact noise scale of a small set, from the gradient of every example. Not with batch normalization: there no
     * example has a gradient of its own.
     */
    public static NoiseScale exact(MicroGradients gradients, int examples) {
        return NoiseScale.of(List.of(of(gradients, examples, 1, examples, 0).sample()));
    }
}
