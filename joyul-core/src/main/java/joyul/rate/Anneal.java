package joyul.rate;

/** The shape of the way from one value to another: half a cosine, or a straight line. */
public enum Anneal {
    COS {
        @Override
        double between(double start, double end, double progress) {
            return end + (start - end) / 2 * (StrictMath.cos(Math.PI * progress) + 1);
        }
    },
    LINEAR {
        @Override
        double between(double start, double end, double progress) {
            return (end - start) * progress + start;
        }
    };

    abstract double between(double start, double end, double progress);
}
