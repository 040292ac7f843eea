package joyul.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import joyul.explain.Finding;
import joyul.explain.Texts;

/** A finding with its advice, in words or for JSON. */
final class FindingWords {
    private FindingWords() {}

    /** Two lines. */
    static String text(Finding finding, Texts texts) {
        return "- " + finding.sentence(texts) + "\n  → " + finding.advice(texts) + "\n";
    }

    static Map<String, Object> map(Finding finding, Texts texts) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        map.put("tone", finding.kind().tone().name().toLowerCase(Locale.ROOT));
        map.put("finding", finding.sentence(texts));
        map.put("advice", finding.advice(texts));
        return map;
    }
}
