package joyul.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.explain.Digits;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.firstrate.RateAdvice;
import joyul.firstrate.RateReason;
import joyul.firstrate.RuleRate;

/** Everything that the template of a first rate's page puts there. */
record FirstRateSheet(
        Texts texts,
        String title,
        String verdict,
        String reason,
        List<Headline.Tile> merits,
        List<Headline.Tile> knobs,
        String recipe,
        List<Figure> figures,
        List<String> columns,
        List<List<String>> rows) {
    static FirstRateSheet of(RateAdvice advice, String recipe, Texts texts) {
        RecipeText read = RecipeText.of(recipe);
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("low", number(advice.low()));
        gaps.put("high", number(advice.high()));
        gaps.put("rate", number(advice.recommended()));
        gaps.put("data", read.data());
        return new FirstRateSheet(
                texts,
                texts.say(new Phrase(read.data().isEmpty() ? "first.title" : "first.title.data", gaps)),
                texts.say(new Phrase("first.verdict", gaps)),
                reason(advice.reason(), texts.language()),
                List.of(
                        new Headline.Tile(texts.say("first.tile.use"), number(advice.recommended()), ""),
                        new Headline.Tile(
                                texts.say("first.tile.interval"),
                                number(advice.low()) + "–" + number(advice.high()),
                                texts.say("first.tile.interval.note")),
                        new Headline.Tile(
                                texts.say("first.tile.cost"),
                                Digits.grouped(advice.costSteps()),
                                texts.say(
                                        "first.tile.cost.note",
                                        "runs",
                                        advice.races().size()))),
                RecipeTiles.of(read, texts).stream()
                        .filter(tile -> !tile.name().equals(texts.say("knob.learning_rate")))
                        .toList(),
                recipe,
                List.of(FirstRatePage.figure(advice, texts)),
                List.of(
                        texts.say("first.rule"),
                        texts.say("knob.learning_rate"),
                        texts.say("table.steps"),
                        texts.say("first.note")),
                advice.rules().stream().map(rule -> row(rule, texts)).toList());
    }

    /** The reason as sentences: English clauses become one. */
    private static String reason(RateReason reason, Language language) {
        String text = reason.in(language);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static String number(double rate) {
        return Digits.significant(rate, 2);
    }

    private static List<String> row(RuleRate rule, Texts texts) {
        Double rate = rule.rate();
        Double high = rule.high();
        String shown = rate == null
                ? "–"
                : Digits.significant(rate, 3) + (high == null ? "" : "–" + Digits.significant(high, 3));
        return List.of(texts.retold(rule.rule()), shown, Digits.grouped(rule.costSteps()), texts.retold(rule.note()));
    }
}
