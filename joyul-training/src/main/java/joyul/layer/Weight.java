package joyul.layer;

import java.util.List;
import joyul.check.InputException;

/**
 * One learned tensor of a layer, before it has values.
 *
 * @param name as in PyTorch's module: {@code weight}, {@code bias}
 * @param dims PyTorch's shape; a convolution's is {@code [out, in, height, width]}, laid out in memory as
 *     {@code [out, height, width, in]}
 * @param fanIn how many inputs one output sums over
 */
public record Weight(String name, Role role, List<Integer> dims, int fanIn, int fanOut) {
    /** What the tensor does, which decides how it is initialised. */
    public enum Role {
        WEIGHT,
        BIAS,
        /** A normalization's gamma: starts at one. */
        GAIN,
        /** A normalization's beta: starts at zero. */
        SHIFT
    }

    public Weight {
        dims = List.copyOf(dims);
    }

    /** This one of a layer inside another: {@code body.0.weight}. */
    Weight in(String place) {
        return new Weight(place + "." + name, role, dims, fanIn, fanOut);
    }

    /** How many numbers it has; more than an array can hold is the mistake of whoever made the layer so large. */
    public int size() {
        try {
            return dims.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new InputException(
                    "the tensor '" + name + "' of shape " + dims + " is too large; make the layer smaller", e);
        }
    }
}
