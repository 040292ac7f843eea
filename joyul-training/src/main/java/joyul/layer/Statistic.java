package joyul.layer;

import java.util.Arrays;
import java.util.List;

/**
 * One tensor that a layer keeps but does not learn, such as a running mean.
 *
 * @param start the value of all its elements before training
 * @param diagonal the value on the diagonals of the last two dimensions, where they differ
 */
public record Statistic(String name, List<Integer> dims, double start, double diagonal) {
    public Statistic {
        dims = List.copyOf(dims);
    }

    /** A vector. */
    public Statistic(String name, int size, double start) {
        this(name, List.of(size), start, start);
    }

    /** So many square matrices, each the identity before training. */
    public static Statistic identities(String name, int count, int side) {
        return new Statistic(name, List.of(count, side, side), 0, 1);
    }

    /** This one of a layer inside another: {@code body.1.running_mean}. */
    Statistic in(String place) {
        return new Statistic(place + "." + name, dims, start, diagonal);
    }

    /** Its values before training, row-major. */
    public float[] startValues() {
        float[] values = new float[dims.stream().reduce(1, Math::multiplyExact)];
        Arrays.fill(values, (float) start);
        if (start != diagonal) {
            int side = dims.get(dims.size() - 1);
            for (int i = 0; i < values.length; i++) {
                if (i / side % side == i % side) {
                    values[i] = (float) diagonal;
                }
            }
        }
        return values;
    }
}
