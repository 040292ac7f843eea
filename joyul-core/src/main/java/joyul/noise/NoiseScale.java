package joyul.noise;

import java.util.List;
import joyul.check.InputException;

/**
 * The simple gradient noise scale {@code tr S / |G|²} (McCandlish et al. 2018, eq. 2.9), in examples: the ratio of the
 * averages of {@link NoiseSample}s, with a 95 % bootstrap interval, which is empty where there is one sample. A batch of this size has as much noise as signal in
 * its gradient.
 *
 * @param value in examples; infinite where the average of |G|² is not above 0: then the noise hides the gradient, and
 *     only {@code low} is known
 * @param low the interval's lower end
 * @param high the interval's upper end; infinite where some resamples do not tell the gradient from 0
 * @param gradientSquare the average estimate of |G|²
 * @param noise the average estimate of tr S
 * @param samples how many were averaged
 */
public record NoiseScale(double value, double low, double high, double gradientSquare, double noise, int samples) {
    /** The ratio of plain averages. */
    public static NoiseScale of(List<NoiseSample> samples) {
        return of(samples, new Averaging.Plain());
    }

    /**
     * The ratio of averages.
     *
     * @param samples oldest first; at least one
     */
    public static NoiseScale of(List<NoiseSample> samples, Averaging averaging) {
        if (samples.isEmpty()) {
            throw new InputException("a noise scale needs one sample or more, but there is none");
        }
        double[] weights = averaging.weights(samples.size());
        double gradientSquare = 0;
        double noise = 0;
        for (int i = 0; i < weights.length; i++) {
            gradientSquare += weights[i] * samples.get(i).gradientSquare();
            noise += weights[i] * samples.get(i).noise();
        }
        double[] ends = new Bootstrap(samples, weights).interval();
        return new NoiseScale(ratio(noise, gradientSquare), ends[0], ends[1], gradientSquare, noise, samples.size());
    }

    /** Noise without a gradient is infinite; a negative estimate of the noise counts as none. */
    static double ratio(double noise, double gradientSquare) {
        if (noise <= 0) {
            return 0;
        }
        return gradientSquare > 0 ? noise / gradientSquare : Double.POSITIVE_INFINITY;
    }

    /** Whether the interval, which one sample does not give, is finite and its ends differ by less than a factor of ten. */
    public boolean resolved() {
        return samples > 1 && low > 0 && high < 10 * low;
    }

    /** What a batch's squared gradient norm exceeds |G|² by, as a share of it (eq. 2.10). */
    public double relativeVariance(int batch, Draw draw) {
        return value * draw.factor(batch);
    }
}
