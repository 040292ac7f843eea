package joyul.noise;

import joyul.check.Check;
import joyul.check.InputException;

/**
 * One step's unbiased estimates of the two numbers whose ratio is the simple noise scale (McCandlish et al. 2018, appendix
 * A.1). Each may be negative, and the ratio of one step's pair is far off: average each over steps, then divide, as
 * {@link NoiseScale} does.
 *
 * @param gradientSquare of |G|², the squared norm of the true gradient
 * @param noise of tr S, the summed variance of the gradients of single examples
 */
public record NoiseSample(double gradientSquare, double noise) {
    /**
     * From the squared norms of a small and a large batch's mean gradients at the same weights. Both must have been
     * normalised alike: with batch normalization the small batch is a multiple of the examples that share statistics, and
     * the large one is made of such small ones.
     *
     * @param smallSquare the squared norm, or its mean over all small batches of the step
     * @param small examples in a small batch
     * @param largeSquare of the mean gradient over the large batch
     * @param large examples in the large batch, which holds the small ones
     */
    public static NoiseSample of(double smallSquare, int small, double largeSquare, int large, Draw draw) {
        Check.atLeast("small batch", small, 1);
        if (large <= small) {
            throw new InputException(
                    "the large batch must hold more examples than the small one (" + small + "), but was " + large);
        }
        if (draw instanceof Draw.WithoutReplacement without && large > without.examples()) {
            throw new InputException("the large batch must be at most the " + without.examples()
                    + " examples there are, but was " + large);
        }
        double noise = (smallSquare - largeSquare) / (1.0 / small - 1.0 / large);
        double gradientSquare = (large * largeSquare - small * smallSquare) / (large - small);
        // Without replacement both norms lack the same share of the noise, which only |G|² feels.
        return new NoiseSample(gradientSquare + draw.seen() * noise, noise);
    }

    /**
     * From mean gradients over equally many, different examples at the same weights.
     *
     * @param gradients {@code [micro-batches][parameters]}, two or more; of single examples where {@code each} is 1
     * @param each examples behind one gradient
     */
    public static NoiseSample ofGradients(double[][] gradients, int each, Draw draw) {
        MicroGradients sum = MicroGradients.ofArrays(examples -> gradients[examples[0]]);
        double square = 0;
        for (int i = 0; i < gradients.length; i++) {
            square += sum.add(new int[] {i}) / gradients.length;
        }
        return of(square, each, sum.meanSquare(), Math.multiplyExact(each, gradients.length), draw);
    }

    /** The noise scale as this step alone has it: biased, and of either sign. */
    public double ratio() {
        return noise / gradientSquare;
    }
}
