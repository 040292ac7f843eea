package joyul.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

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

    /** A rate or another knob: four significant digits at most, {@code 0.08123}, {@code 5.00e-04}. */
    public static String knob(double value) {
        double size = Math.abs(value);
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        return size < 1e-3 || size >= 1e6 ? String.format(Locale.ROOT, "%.2e", value) : significant(value, 4);
    }

    /** A short time to two digits, in the unit of its size: {@code 450 µs}, {@code 26 ms}, {@code 1.3 s}. */
    public static String micros(double micros) {
        double rounded = new BigDecimal(micros).round(new MathContext(2)).doubleValue();
        String unit = rounded < 1e3 ? " µs" : rounded < 1e6 ? " ms" : " s";
        double size = rounded < 1e3 ? 1 : rounded < 1e6 ? 1e3 : 1e6;
        return significant(rounded / size, 2) + unit;
    }

    /** A count, its thousands set apart: {@code 10,000}. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** The decimals that show two significant digits of a standard error; 4 where there is none. */
    public static int decimals(double error) {
        return error > 0 && Double.isFinite(error) ? Math.max(0, 1 - (int) Math.floor(Math.log10(error))) : 4;
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
