package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that a sentence worded elsewhere may be like: a reason that stands in a study, or that a room without texts
 * gives. They are those whose key begins with {@code told.}, in English.
 */
final class Likeness {
    private static final String PREFIX = "told.";

    /** Nobody words a longer reason; a text of any length would take long to compare. */
    private static final int LONGEST = 600;

    /** A text that a sentence may be like, with the names of its gaps. */
    private record Known(String key, Pattern pattern, List<String> gaps, int literal) {
        static Known of(String key, String text, Pattern gap) {
            StringBuilder pattern = new StringBuilder();
            List<String> gaps = new ArrayList<>();
            Matcher found = gap.matcher(text);
            int from = 0;
            int literal = 0;
            while (found.find()) {
                pattern.append(Pattern.quote(text.substring(from, found.start())));
                literal += found.start() - from;
                gaps.add(found.group(1));
                pattern.append(
                        found.group(2) == null
                                ? "(.+?)"
                                : "([\\d,.]+) (?:" + Pattern.quote(found.group(2)) + "|" + Pattern.quote(found.group(3))
                                        + ")");
                from = found.end();
            }
            pattern.append(Pattern.quote(text.substring(from)));
            return new Known(key, Pattern.compile(pattern.toString()), gaps, literal + text.length() - from);
        }
    }

    private final List<Known> known = new ArrayList<>();

    Likeness(Map<String, String> english, Pattern gap) {
        english.forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                known.add(Known.of(key, text, gap));
            }
        });
        known.sort(Comparator.comparingInt(Known::literal).reversed());
    }

    /**
     * The text that a sentence is like, the one that shares most with it, filled with what the sentence has in its gaps.
     *
     * @param inner what becomes of what fills a gap: it may be a sentence in its turn
     */
    Optional<Phrase> of(String sentence, UnaryOperator<String> inner) {
        if (sentence.length() > LONGEST) {
            return Optional.empty();
        }
        for (Known each : known) {
            Matcher matcher = each.pattern().matcher(sentence);
            if (matcher.matches()) {
                Map<String, Object> gaps = new LinkedHashMap<>();
                for (int i = 0; i < each.gaps().size(); i++) {
                    gaps.put(each.gaps().get(i), inner.apply(matcher.group(i + 1)));
                }
                return Optional.of(new Phrase(each.key(), gaps));
            }
        }
        return Optional.empty();
    }
}
