package joyul.sampler;

/**
 * The error function and its complement to within one unit in the last place, after {@code s_erf.c} of fdlibm:
 *
 * <pre>
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 * </pre>
 */
final class Erf {
    /** erf(1) to single precision, about which the second interval expands. */
    private static final double ERX = 0.8450629115104675;

    // Rational approximations, lowest power first: numerator and denominator for each interval of |x|.
    private static final double[] P_TO_0_84 = {
        0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-05
    };
    private static final double[] Q_TO_0_84 = {
        1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-06
    };
    private static final double[] P_TO_1_25 = {
        -0.0023621185607526594,
        0.41485611868374833,
        -0.3722078760357013,
        0.31834661990116175,
        -0.11089469428239668,
        0.035478304325618236,
        -0.002166375594868791
    };
    private static final double[] Q_TO_1_25 = {
        1,
        0.10642088040084423,
        0.540397917702171,
        0.07182865441419627,
        0.12617121980876164,
        0.01363708391202905,
        0.011984499846799107
    };
    private static final double[] P_TO_2_86 = {
        -0.009864944034847148, -0.6938585727071818, -10.558626225323291,
        -62.375332450326006, -162.39666946257347, -184.60509290671104,
        -81.2874355063066, -9.814329344169145
    };
    private static final double[] Q_TO_2_86 = {
        1,
        19.651271667439257,
        137.65775414351904,
        434.56587747522923,
        645.3872717332679,
        429.00814002756783,
        108.63500554177944,
        6.570249770319282,
        -0.0604244152148581
    };
    private static final double[] P_BEYOND = {
        -0.0098649429247001, -0.799283237680523, -17.757954917754752,
        -160.63638485582192, -637.5664433683896, -1025.0951316110772,
        -483.5191916086514
    };
    private static final double[] Q_BEYOND = {
        1,
        30.33806074348246,
        325.7925129965739,
        1536.729586084437,
        3199.8582195085955,
        2553.0504064331644,
        474.52854120695537,
        -22.44095244658582
    };

    private Erf() {}

    static double erf(double x) {
        double size = Math.abs(x);
        if (size < 0.84375) {
            double square = x * x;
            return x + x * ratio(P_TO_0_84, Q_TO_0_84, square);
        }
        double magnitude = size < 1.25 ? ERX + ratio(P_TO_1_25, Q_TO_1_25, size - 1) : 1 - tail(size);
        return x < 0 ? -magnitude : magnitude;
    }

    /** {@code 1 - erf(x)} without its cancellation for large x. */
    static double erfc(double x) {
        double size = Math.abs(x);
        if (size < 0.84375) {
            double correction = x * ratio(P_TO_0_84, Q_TO_0_84, x * x);
            return x < 0.25 ? 1 - (x + correction) : 0.5 - (correction + (x - 0.5));
        }
        if (size < 1.25) {
            double correction = ratio(P_TO_1_25, Q_TO_1_25, size - 1);
            return x < 0 ? 1 + (ERX + correction) : 1 - ERX - correction;
        }
        return x < 0 ? 2 - tail(size) : tail(size);
    }

    /** erfc for 1.25 and more; it is 0 in double precision from 28 on. */
    private static double tail(double x) {
        if (x >= 28) {
            return 0;
        }
        double s = 1 / (x * x);
        double exponent = x < 1 / 0.35 ? ratio(P_TO_2_86, Q_TO_2_86, s) : ratio(P_BEYOND, Q_BEYOND, s);
        // x cut to its upper 32 bits squares exactly, so that exp(-x * x) keeps its precision.
        double cut = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xffffffff00000000L);
        return Math.exp(-cut * cut - 0.5625) * Math.exp((cut - x) * (cut + x) + exponent) / x;
    }

    private static double ratio(double[] numerator, double[] denominator, double x) {
        return polynomial(numerator, x) / polynomial(denominator, x);
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int power = coefficients.length - 1; power >= 0; power--) {
            sum = sum * x + coefficients[power];
        }
        return sum;
    }
}
