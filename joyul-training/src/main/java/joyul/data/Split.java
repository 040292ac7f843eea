package joyul.data;

import java.util.Arrays;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * How examples are divided into training, validation and test.
 *
 * <p>The rows are put into a seeded order ({@link BatchOrder#permutation} of epoch 0); the first go to validation, the
 * next to test, the rest to training. Stratified, a part holds each class in proportion (largest remainders, so the
 * counts are exact); regression ignores it. A recipe writes the four numbers.
 *
 * @param validation the part that ranks; never {@link Portion.Given}
 * @param test the part read once, at the end; {@link Portion.Given} where it comes in a file of its own
 */
public record Split(Portion validation, Portion test, long seed, boolean stratified) {
    public Split {
        if (validation instanceof Portion.Given) {
            throw InputException.mustBe("validation", "a share or a count", "given");
        }
    }

    /** A tenth each for validation and test, stratified. */
    public static Split standard(long seed) {
        return new Split(new Portion.Share(0.1), new Portion.Share(0.1), seed, true);
    }

    /** Training gets {@code trainShare}; validation and test halve the rest, stratified. */
    public static Split training(double trainShare, long seed) {
        Check.that(trainShare > 0 && trainShare < 1, "training share", "in (0, 1)", trainShare);
        // Rounded so that 0.8 leaves 0.1 and not 0.09999999999999998.
        double half = Math.rint((1 - trainShare) / 2 * 1e12) / 1e12;
        return new Split(new Portion.Share(half), new Portion.Share(half), seed, true);
    }

    /** {@code {train, validation, test}}: the rows of each part, in seeded order. */
    int[][] rows(Examples examples) {
        int n = examples.size();
        int forValidation = validation.of(n);
        int forTest = test.of(n);
        if ((long) forValidation + forTest > n - 2L) {
            throw new InputException("validation " + validation + " and test " + test + " leave "
                    + Math.max(0, (long) n - forValidation - forTest) + " of " + n
                    + " examples for training; at least 2 are needed: give more examples or smaller parts");
        }
        int[] strata = stratified && examples.targets() instanceof Targets.Labels labels ? labels.values() : new int[n];
        int[] sizes = sizes(strata);
        int[] validationLeft = quotas(sizes, forValidation);
        int[] testLeft = quotas(minus(sizes, validationLeft), forTest);
        int[][] parts = {new int[n - forValidation - forTest], new int[forValidation], new int[forTest]};
        int[] filled = new int[3];
        for (int row : BatchOrder.permutation(seed, 0, n)) {
            int stratum = strata[row];
            int part = validationLeft[stratum]-- > 0 ? 1 : testLeft[stratum]-- > 0 ? 2 : 0;
            parts[part][filled[part]++] = row;
        }
        return parts;
    }

    private static int[] sizes(int[] strata) {
        int[] sizes = new int[Arrays.stream(strata).max().orElse(0) + 1];
        for (int stratum : strata) {
            sizes[stratum]++;
        }
        return sizes;
    }

    private static int[] minus(int[] left, int[] right) {
        int[] difference = new int[left.length];
        Arrays.setAll(difference, i -> left[i] - right[i]);
        return difference;
    }

    /** {@code total} shared out in proportion to the sizes: rounded down, then one more for the largest remainders. */
    static int[] quotas(int[] sizes, int total) {
        long all = Arrays.stream(sizes).asLongStream().sum();
        int[] quotas = new int[sizes.length];
        long[] remainders = new long[sizes.length];
        int left = total;
        for (int i = 0; i < sizes.length; i++) {
            quotas[i] = (int) ((long) sizes[i] * total / all);
            remainders[i] = (long) sizes[i] * total % all;
            left -= quotas[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < sizes.length; i++) {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }
            quotas[largest]++;
            remainders[largest] = -1;
        }
        return quotas;
    }
}
