package joyul.noise;

/** A loss's gradient as plain numbers, at whatever weights its owner has at the moment of the call. */
@FunctionalInterface
public interface GradientFunction {
    /**
     * The mean gradient over some examples.
     *
     * @param examples their numbers, counted from 0
     * @return a number for each parameter, equally many at every call; the array is read before the next call
     */
    double[] at(int[] examples);
}
