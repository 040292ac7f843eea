package joyul.explain;

import java.util.Arrays;

/**
 * The rank-sum test of Mann and Whitney (1947) in its normal approximation with ties and continuity corrected. It needs no
 * distribution, so that a diverged trial can stand as infinity.
 */
final class RankTest {
    /** Fewer values in a group leave the normal approximation too coarse. */
    static final int FEWEST = 5;

    private RankTest() {}

    /** How many standard errors the left values rank below the right ones; negative where they rank above. */
    static double z(double[] left, double[] right) {
        double below = 0;
        for (double x : left) {
            for (double y : right) {
                below += x < y ? 1 : x == y ? 0.5 : 0;
            }
        }
        double n = left.length;
        double m = right.length;
        double total = n + m;
        double variance = n * m / 12 * (total + 1 - ties(left, right) / (total * (total - 1)));
        double surplus = below - n * m / 2;
        double corrected = Math.signum(surplus) * Math.max(0, Math.abs(surplus) - 0.5);
        return variance > 0 ? corrected / Math.sqrt(variance) : 0;
    }

    /** The sum of t^3 - t over groups of t equal values. */
    private static double ties(double[] left, double[] right) {
        double[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        Arrays.sort(all);
        double sum = 0;
        int start = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[start]) {
                double count = i - start;
                sum += count * count * count - count;
                start = i;
            }
        }
        return sum;
    }
}
