package joyul.rate;

/**
 * The cosine, rounded correctly near its extremes. There {@code 1 + cos} is small, and the last bit of the cosine, in
 * which libraries differ, decides it.
 */
final class Cosine {
    private static final double NEAR = 0.25;

    /** What pi is more than {@code Math.PI}. */
    private static final double PI_REST = 1.2246467991473532e-16;

    private Cosine() {}

    /** The cosine of an angle from 0 on. */
    static double of(double angle) {
        double halves = Math.rint(angle / Math.PI);
        if (halves > 1_000) {
            return StrictMath.cos(angle);
        }
        double off = Math.fma(-halves, Math.PI, angle) - halves * PI_REST;
        if (Math.abs(off) > NEAR) {
            return StrictMath.cos(angle);
        }
        double sine = StrictMath.sin(off / 2);
        double near = 1 - 2 * sine * sine;
        return halves % 2 == 0 ? near : -near;
    }
}
