package joyul.space;

/** The axis on which a numeric parameter is searched evenly. */
public enum Scale {
    LINEAR,
    LOG;

    /** The number at a share of the way from low to high along this axis. */
    double between(double low, double high, double share) {
        if (this == LINEAR) {
            return (1 - share) * low + share * high;
        }
        return Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)));
    }
}
