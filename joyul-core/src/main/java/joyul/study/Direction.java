package joyul.study;

/** Whether a smaller or a larger objective is better. */
public enum Direction {
    MINIMIZE,
    MAXIMIZE;

    /** The value turned so that smaller is better. */
    public double loss(double value) {
        return this == MINIMIZE ? value : -value;
    }

    public boolean better(double left, double right) {
        return loss(left) < loss(right);
    }
}
