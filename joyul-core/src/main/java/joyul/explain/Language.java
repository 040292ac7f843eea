package joyul.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import joyul.check.Check;

/** The language in which findings and pages are written. */
public enum Language {
    EN,
    KO;

    /** The language of a code: {@code en} or {@code ko}. */
    public static Language parse(String code) {
        List<String> codes = Arrays.stream(values()).map(Language::code).toList();
        int index = codes.indexOf(code.strip().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw Check.unknown("language", code, codes);
        }
        return values()[index];
    }

    /** As in HTML's {@code lang}: {@code en}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
