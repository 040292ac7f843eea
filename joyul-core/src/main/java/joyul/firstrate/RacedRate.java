package joyul.firstrate;

/**
 * What came of one short run at one rate.
 *
 * @param rate the base rate of its squeezed schedule
 * @param steps it was squeezed into
 * @param seed of its weights and batches
 * @param loss on validation examples at its end; infinite where it was given up
 */
public record RacedRate(double rate, int steps, long seed, double loss) {
    /** The decimal logarithm of the rate. */
    public double place() {
        return Math.log10(rate);
    }

    public boolean finished() {
        return Double.isFinite(loss);
    }
}
