package joyul.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import joyul.check.Check;
import org.jspecify.annotations.Nullable;

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

    /**
     * The language of a locale, as the environment has it: {@code LC_ALL}, else {@code LC_MESSAGES}, else {@code LANG}
     * decides.
     *
     * @param environment gives a variable's value, or null
     */
    public static Language ofLocale(Function<String, @Nullable String> environment) {
        for (String variable : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
            String locale = environment.apply(variable);
            if (locale != null && !locale.isBlank()) {
                return locale.toLowerCase(Locale.ROOT).matches("ko([_.@-].*)?") ? KO : EN;
            }
        }
        return EN;
    }

    /** As in HTML's {@code lang}: {@code en}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
