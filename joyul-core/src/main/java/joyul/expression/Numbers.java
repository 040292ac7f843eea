package joyul.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers as Python and C write them, the same on every JDK. */
public final class Numbers {
    /** A double above 2^-128 has few enough digits. */
    private static final int FEW_HALVINGS = 128;

    /** 2^-128 to the power of the place. */
    private static final List<BigDecimal> HALVINGS = IntStream.rangeClosed(0, 8)
            .mapToObj(times -> BigDecimal.valueOf(2).pow(-FEW_HALVINGS * times, new MathContext(60)))
            .toList();

    private Numbers() {}

    /** The fewest digits that read back as the same number, laid out as Python's {@code repr}: {@code 1e-05}. */
    public static String shortest(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return special(value, "0.0");
        }
        int digits = 1;
        while (rounded(value, digits).doubleValue() != value) {
            digits++;
        }
        String text = layout(rounded(value, digits), 16);
        boolean looksWhole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return looksWhole ? text + ".0" : text;
    }

    /** {@link #shortest}, but a whole number as people write it: {@code 30}. */
    public static String plain(double value) {
        String text = shortest(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** C's {@code %.17g}: 17 significant digits without trailing zeros. */
    public static String seventeen(double value) {
        return significant(value, 17);
    }

    /** C's {@code %.<digits>g}. */
    public static String significant(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return special(value, "0");
        }
        return layout(rounded(value, digits), digits);
    }

    private static BigDecimal rounded(double value, int digits) {
        return decimal(value).round(new MathContext(digits)).stripTrailingZeros();
    }

    /**
     * The value, exactly, or if it is tiny to 60 digits of the hundreds that it has: no double lies so near the middle
     * between two numbers of 17 digits that more would round it otherwise.
     */
    private static BigDecimal decimal(double value) {
        int halvings = -Math.getExponent(value) / FEW_HALVINGS;
        return halvings <= 0
                ? new BigDecimal(value)
                : new BigDecimal(Math.scalb(value, halvings * FEW_HALVINGS)).multiply(HALVINGS.get(halvings));
    }

    private static String special(double value, String zero) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String magnitude = value == 0 ? zero : "inf";
        return 1 / value < 0 || value < 0 ? "-" + magnitude : magnitude;
    }

    /** Plain from 1e-4 up to below 10^{@code width}, scientific elsewhere. */
    private static String layout(BigDecimal stripped, int width) {
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= -4 && exponent < width) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = stripped.signum() < 0 ? "-" : "";
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + mantissa + "e" + power;
    }
}
