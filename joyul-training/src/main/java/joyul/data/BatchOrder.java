package joyul.data;

import joyul.check.Check;

/**
 * The order in which an epoch visits the examples: a function of (seed, epoch) alone, the same on every JDK, so that a
 * resumed run sees what an uninterrupted one would have seen.
 */
public final class BatchOrder {
    private BatchOrder() {}

    /**
     * A uniform permutation of 0..n-1: Fisher-Yates from the end, driven by SplitMix64 whose state is {@code
     * mix(mix(seed + g) + (epoch + 1) g)} with g the golden gamma {@code 0x9E3779B97F4A7C15}; an index below k is
     * {@code (upper 32 bits * k) / 2^32}.
     *
     * @param epoch counted from 0
     */
    public static int[] permutation(long seed, int epoch, int n) {
        Check.atLeast("epoch", epoch, 0);
        Check.atLeast("n", n, 0);
        SplitMix64 random = SplitMix64.of(seed, epoch);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = random.below(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        return order;
    }
}
