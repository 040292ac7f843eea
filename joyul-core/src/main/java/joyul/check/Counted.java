package joyul.check;

import java.util.Locale;

/** A count with the noun that fits it: {@code 1 epoch}, {@code 12,340 epochs}. */
public final class Counted {
    private Counted() {}

    public static String of(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
