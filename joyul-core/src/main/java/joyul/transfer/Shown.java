package joyul.transfer;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in messages: four significant digits at most. */
final class Shown {
    private Shown() {}

    static String number(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6 ? rounded.toString() : rounded.toPlainString();
    }
}
