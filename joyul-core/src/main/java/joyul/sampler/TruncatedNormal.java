package joyul.sampler;

/** The standard normal distribution cut to [a, b], as SciPy's and Optuna's {@code truncnorm} compute it. */
public final class TruncatedNormal {
    private TruncatedNormal() {}

    /** The logarithm of the normal probability of [a, b]; the better conditioned left tail serves both sides. */
    public static double logMass(double a, double b) {
        if (b <= 0) {
            return logDifference(Normal.logCdf(b), Normal.logCdf(a));
        }
        if (a > 0) {
            return logDifference(Normal.logCdf(-a), Normal.logCdf(-b));
        }
        return Math.log1p(-Normal.cdf(a) - Normal.cdf(-b));
    }

    static double logDensity(double x, double a, double b) {
        return x < a || x > b ? Double.NEGATIVE_INFINITY : Normal.logDensity(x) - logMass(a, b);
    }

    /** The x below which lies the share q of the distribution. */
    static double quantile(double q, double a, double b) {
        if (q <= 0 || q >= 1) {
            return q <= 0 ? a : b;
        }
        double logMass = logMass(a, b);
        if (a < 0) {
            return Normal.logCdfInverse(logSum(Normal.logCdf(a), Math.log(q) + logMass));
        }
        return -Normal.logCdfInverse(logSum(Normal.logCdf(-b), Math.log1p(-q) + logMass));
    }

    private static double logDifference(double p, double q) {
        return p + Math.log1p(-Math.exp(q - p));
    }

    private static double logSum(double p, double q) {
        double larger = Math.max(p, q);
        return larger + Math.log1p(Math.exp(Math.min(p, q) - larger));
    }
}
