package joyul.data;

import java.util.regex.Pattern;

/** How a column writes numbers: with a decimal point, as {@code 1,234.5}, or with a decimal comma, as {@code 1.234,5}. */
enum Notation {
    POINT('.', ','),
    COMMA(',', '.');

    /** Longer texts are no numbers that anybody means. */
    private static final int LONGEST = 400;

    /** A whole number below it is exact in double precision, and so are these powers of ten (Clinger 1990). */
    private static final long EXACT = 1L << 53;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char decimal;
    private final char group;
    private final Pattern pattern;

    Notation(char decimal, char group) {
        this.decimal = decimal;
        this.group = group;
        String d = Pattern.quote(String.valueOf(decimal));
        String g = Pattern.quote(String.valueOf(group));
        // Stricter than Double.parseDouble, which also takes 1f, 0x1p3 and NaN. No group starts with 0: 0,125 has none.
        String plain = "(?:\\d++" + d + "?+\\d*+|" + d + "\\d++)(?:[eE][+-]?\\d++)?";
        String grouped = "[1-9]\\d{0,2}+(?:" + g + "\\d{3})++(?:" + d + "\\d*+)?";
        pattern = Pattern.compile("[+-]?(?:" + plain + "|" + grouped + ")");
    }

    /** What a text says about the notation of its column. */
    enum Sign {
        /** It is no number in either. */
        NO_NUMBER,
        /** It is the same number in both: it has no separator. */
        NONE,
        /** It is a number with a decimal point only, or with a decimal comma only. */
        POINT_ONLY,
        COMMA_ONLY,
        /** {@code 1.234}, or {@code 1,234}: two numbers, a thousand times apart. */
        EITHER_POINT,
        EITHER_COMMA
    }

    static Sign sign(char[] text, int from, int to) {
        int at = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        int before = digits(text, at, to);
        if (before > 0 && at + before == to) {
            return before > LONGEST ? Sign.NO_NUMBER : Sign.NONE;
        }
        int point = at + before;
        if (point < to && text[point] == '.' && to - from <= LONGEST) {
            int after = digits(text, point + 1, to);
            if (point + 1 + after == to && before + after > 0) {
                boolean groups = after == 3 && before >= 1 && before <= 3 && text[at] != '0';
                return groups ? Sign.EITHER_POINT : Sign.POINT_ONLY;
            }
        }
        double pointed = POINT.slow(text, from, to);
        double comma = COMMA.slow(text, from, to);
        if (Double.isNaN(pointed)) {
            return Double.isNaN(comma) ? Sign.NO_NUMBER : Sign.COMMA_ONLY;
        }
        if (Double.isNaN(comma)) {
            return Sign.POINT_ONLY;
        }
        if (pointed == comma) {
            return Sign.NONE;
        }
        return (pointed > comma) == (pointed > 0) ? Sign.EITHER_COMMA : Sign.EITHER_POINT;
    }

    /** The number, or NaN if the text is none. */
    double parse(char[] text, int from, int to) {
        int at = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        long digits = 0;
        int after = -1;
        for (int i = at; i < to && digits < EXACT; i++) {
            char c = text[i];
            if (c == decimal && after < 0) {
                after = 0;
            } else if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
                after += after >= 0 ? 1 : 0;
            } else {
                return slow(text, from, to);
            }
        }
        if (digits >= EXACT || after >= TENS.length || to - at > TENS.length || to - at <= (after < 0 ? 0 : 1)) {
            return slow(text, from, to);
        }
        double number = after > 0 ? digits / TENS[after] : digits;
        return at > from && text[from] == '-' ? -number : number;
    }

    /** The number in this notation; else, in the other. */
    double parseOrOther(char[] text, int from, int to) {
        double number = parse(text, from, to);
        return Double.isNaN(number) ? (this == POINT ? COMMA : POINT).parse(text, from, to) : number;
    }

    double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    private double slow(char[] text, int from, int to) {
        if (to - from > LONGEST) {
            return Double.NaN;
        }
        String written = new String(text, from, to - from);
        return pattern.matcher(written).matches()
                ? Double.parseDouble(written.replace(String.valueOf(group), "").replace(decimal, '.'))
                : Double.NaN;
    }

    private static int digits(char[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - from;
    }
}
