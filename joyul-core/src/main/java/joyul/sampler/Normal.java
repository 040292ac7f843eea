package joyul.sampler;

/** The standard normal distribution, in logarithms so that its far tails keep their precision. */
final class Normal {
    private static final double LOG_SQRT_2_PI = Math.log(Math.sqrt(2 * Math.PI));
    private static final double SQRT_2 = Math.sqrt(2);
    private static final int MOST_NEWTON_STEPS = 100;

    private Normal() {}

    static double logDensity(double x) {
        return -x * x / 2 - LOG_SQRT_2_PI;
    }

    /** The probability of a value up to x. */
    static double cdf(double x) {
        double scaled = x / SQRT_2;
        if (x < -1) {
            return 0.5 * Erf.erfc(-scaled);
        }
        return x < 1 ? 0.5 + 0.5 * Erf.erf(scaled) : 1 - 0.5 * Erf.erfc(scaled);
    }

    static double logCdf(double x) {
        if (x > 6) {
            return -cdf(-x);
        }
        if (x > -20) {
            return Math.log(cdf(x));
        }
        return logDensity(x) - Math.log(-x) + Math.log(tailSeries(x));
    }

    /** The asymptotic series 1 - 1/x^2 + 1*3/x^4 - ... of cdf(x) * -x / density(x) for x far below 0. */
    private static double tailSeries(double x) {
        double sum = 1;
        double term = 1;
        for (int i = 1; Math.abs(term) > Math.ulp(1.0); i++) {
            term *= -(2 * i - 1) / (x * x);
            sum += term;
        }
        return sum;
    }

    /**
     * The x whose {@link #logCdf} is y (below 0): Newton's method, started from the tail's asymptote or from the logistic
     * approximation of the cdf, and mirrored where y is so near 0 that the other tail is the better measured one.
     */
    static double logCdfInverse(double y) {
        boolean mirrored = y > -1e-2;
        double target = mirrored ? Math.log(-Math.expm1(y)) : y;
        double x = target < -5
                ? -Math.sqrt(-2 * (target + LOG_SQRT_2_PI))
                : -Math.sqrt(3) / Math.PI * Math.log(Math.expm1(-target));
        for (int i = 0; i < MOST_NEWTON_STEPS; i++) {
            double logCdf = logCdf(x);
            double step = (logCdf - target) * Math.exp(logCdf - logDensity(x));
            x -= step;
            if (Math.abs(step) <= 1e-8 * Math.abs(x)) {
                break;
            }
        }
        return mirrored ? -x : x;
    }
}
