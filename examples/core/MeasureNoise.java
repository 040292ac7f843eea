import java.util.Random;
import joyul.noise.CriticalBatch;
import joyul.noise.MicroGradients;
import joyul.noise.NoiseMeter;
import joyul.noise.NoiseScale;

/** The gradient noise scale of any loss whose gradient is Java arrays: here logistic regression on two clouds. */
public final class MeasureNoise {
    private static final int EXAMPLES = 5_000;
    private static final int FEATURES = 20;

    public static void main(String[] arguments) {
        Random random = new Random(1);
        double[][] x = new double[EXAMPLES][FEATURES];
        int[] y = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            y[i] = i % 2;
            for (int j = 0; j < FEATURES; j++) {
                x[i][j] = random.nextGaussian() + (y[i] == 1 ? 0.3 : -0.3);
            }
        }
        double[] weights = new double[FEATURES];
        MicroGradients gradients = MicroGradients.ofArrays(rows -> gradient(weights, x, y, rows));
        NoiseScale exact = NoiseMeter.exact(gradients, EXAMPLES);
        NoiseScale drawn = NoiseMeter.of(gradients, EXAMPLES, 8, 8, 1).measure(200);
        CriticalBatch critical = CriticalBatch.of(drawn);
        System.out.printf(
                "noise scale %.1f [%.1f, %.1f] from 200 draws of 64, %.1f exactly; critical batch of the order of %.0f to %.0f%n",
                drawn.value(), drawn.low(), drawn.high(), exact.value(), critical.low(), critical.high());
    }

    /** Of the mean log loss over some rows. */
    static double[] gradient(double[] weights, double[][] x, int[] y, int[] rows) {
        double[] mean = new double[weights.length];
        for (int row : rows) {
            double z = 0;
            for (int j = 0; j < weights.length; j++) {
                z += weights[j] * x[row][j];
            }
            double miss = 1 / (1 + Math.exp(-z)) - y[row];
            for (int j = 0; j < weights.length; j++) {
                mean[j] += miss * x[row][j] / rows.length;
            }
        }
        return mean;
    }
}
