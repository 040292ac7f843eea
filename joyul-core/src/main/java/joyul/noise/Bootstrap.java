package joyul.noise;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The percentile bootstrap of a ratio of averages: pairs are drawn again with replacement, each with its weight. */
final class Bootstrap {
    private static final int RESAMPLES = 1_000;
    private static final double OUTSIDE = 0.05;

    private final List<NoiseSample> samples;
    private final double[] weights;

    Bootstrap(List<NoiseSample> samples, double[] weights) {
        this.samples = samples;
        this.weights = weights;
    }

    /** The lower and upper end; the same for the same samples. */
    double[] interval() {
        int first = 0;
        while (weights[first] == 0) {
            first++;
        }
        int used = weights.length - first;
        SplittableRandom random = new SplittableRandom(used);
        double[] ratios = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double gradientSquare = 0;
            double noise = 0;
            for (int i = 0; i < used; i++) {
                int drawn = first + random.nextInt(used);
                gradientSquare += weights[drawn] * samples.get(drawn).gradientSquare();
                noise += weights[drawn] * samples.get(drawn).noise();
            }
            ratios[resample] = NoiseScale.ratio(noise, gradientSquare);
        }
        Arrays.sort(ratios);
        int cut = (int) Math.round(RESAMPLES * OUTSIDE / 2);
        return new double[] {ratios[cut], ratios[RESAMPLES - 1 - cut]};
    }
}
