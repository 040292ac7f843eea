package joyul.noise;

/**
 * The critical batch size as an order of magnitude: below it twice the batch needs about half the steps, above it hardly
 * fewer. The simple noise scale is only its stand-in: in Table 1 of McCandlish et al. (2018) it lay 2 to 4.5 times above
 * the measured critical batch of four classifiers (MNIST 900 against 200), and 20 times below that of an autoencoder. So
 * the range here reaches down by {@link #BIAS}, and its upper end is no promise.
 *
 * @param low the noise scale's lower end, divided by the bias
 * @param high the noise scale's upper end
 */
public record CriticalBatch(double low, double high) {
    /** By how much the simple noise scale is known to exceed the critical batch of a classifier. */
    public static final double BIAS = 4.5;

    public static CriticalBatch of(NoiseScale scale) {
        return new CriticalBatch(Math.max(1, scale.low() / BIAS), Math.max(1, scale.high()));
    }

    /**
     * How many examples a run needs to reach the same loss with a batch, as a multiple of what the smallest batches need:
     * {@code 1 + B / B_crit} (eqs. 2.11 and 2.12).
     */
    public static double examples(double batch, double critical) {
        return 1 + batch / critical;
    }
}
