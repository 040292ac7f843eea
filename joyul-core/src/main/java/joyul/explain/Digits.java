package joyul.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers rounded for people: {@code 0.0123}, {@code 1.2e-06}. */
public final class Digits {
    private Digits() {}

    /** So many significant digits; trailing zeros go, and very small or large numbers have an exponent. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 7) {
            return rounded.toPlainString();
        }
        String mantissa = rounded.scaleByPowerOfTen(-exponent).toPlainString();
        return mantissa + "e" + exponent;
    }

    /** A number with so many decimals, as figures that stand in a column need it. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return significant(value, decimals);
        }
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
