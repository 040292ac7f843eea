package joyul.firstrate;

/**
 * Where short runs are made, for a method that only decides which: any training that can start afresh from a seed at a
 * rate. The same call must give the same numbers.
 */
public interface RateCourse {
    /** Optimizer steps of the whole run that the rate is for. */
    long runSteps();

    /** Training examples of the whole run. */
    int examples();

    /**
     * Whether a longer run slows itself: gradient descent on weights whose scale a normalization cancels, so that their
     * growth makes each further step smaller, under a schedule that ends with almost no rate.
     */
    boolean slowsItself();

    /** The rate that habit would begin with: what is left where short runs teach nothing. */
    double habit();

    /**
     * Trains from fresh weights with a rate that rises by {@link LagFreeSweep#rate}, until {@link LagFreeSweep#ends} or
     * nothing is {@link #left}.
     */
    RangeSweep sweep(double start);

    /**
     * Trains from the fresh weights of a seed with the whole schedule, and the same number of epochs on fewer examples,
     * squeezed into so many steps.
     */
    RacedRate race(double rate, int steps, long seed);

    /** Training steps that may still be made. */
    long left();

    /** Training steps made so far. */
    long spent();
}
