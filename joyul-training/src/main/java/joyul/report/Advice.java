package joyul.report;

import java.util.List;
import java.util.Locale;
import joyul.explain.Finding;
import joyul.explain.Texts;

/** A finding in words. */
record Advice(String tone, String toneName, String sentence, String advice) {
    static List<Advice> of(List<Finding> findings, Texts texts) {
        return findings.stream().map(finding -> of(finding, texts)).toList();
    }

    private static Advice of(Finding finding, Texts texts) {
        String tone = finding.kind().tone().name().toLowerCase(Locale.ROOT);
        return new Advice(tone, texts.say("tone." + tone), finding.sentence(texts), finding.advice(texts));
    }
}
