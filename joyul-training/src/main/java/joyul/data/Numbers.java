package joyul.data;

import java.util.regex.Pattern;

/** Decimal numbers as tables write them. */
final class Numbers {
    /** Stricter than Double.parseDouble, which also takes {@code 1f}, {@code 0x1p3} and {@code NaN}. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Numbers() {}

    /** The number, or NaN if the text is none; with {@code decimalComma}, {@code 1,5} is 1.5. */
    static double parse(String text, boolean decimalComma) {
        String dotted = decimalComma && text.indexOf('.') < 0 ? text.replace(',', '.') : text;
        return DECIMAL.matcher(dotted).matches() ? Double.parseDouble(dotted) : Double.NaN;
    }
}
