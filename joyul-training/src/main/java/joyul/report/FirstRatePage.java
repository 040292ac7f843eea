package joyul.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.explain.Digits;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.AtomicFile;
import joyul.firstrate.RateAdvice;

/** A first rate as one self-contained page: the rate to use and why, the sweep's and the short runs' losses, all rules. */
public final class FirstRatePage {
    private FirstRatePage() {}

    /**
     * Writes the page of the advice alone, in English, whole or not at all.
     *
     * @throws joyul.check.InputException if the file cannot be written
     */
    public static void write(RateAdvice advice, Path file) {
        write(advice, "", Language.EN, file);
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param recipe the text of the recipe with the recommended rate; empty where there is none to show
     * @throws joyul.check.InputException if the file cannot be written
     */
    public static void write(RateAdvice advice, String recipe, Language language, Path file) {
        AtomicFile.write(file, html(advice, recipe, language));
    }

    /** The page: one document that fetches nothing. */
    public static String html(RateAdvice advice, String recipe, Language language) {
        Texts texts = Texts.of(language).and(Report.class);
        return Report.render("rate.jte", FirstRateSheet.of(advice, recipe, texts));
    }

    /** The picture: losses over the rate, the interval as a band, the rate to use as a line. */
    static Figure figure(RateAdvice advice, Texts texts) {
        double first =
                advice.sweep().losses().isEmpty() ? 0 : advice.sweep().losses().get(0);
        List<List<Object>> sweep = new ArrayList<>();
        for (int i = 0; i < advice.sweep().size(); i++) {
            double loss = advice.sweep().losses().get(i);
            // What lies far above the loss it began with would leave no room for the rest.
            if (Double.isFinite(loss) && loss <= 2 * first) {
                sweep.add(List.of(advice.sweep().rates().get(i), loss));
            }
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("x", texts.say("knob.learning_rate"));
        data.put("y", texts.say("run.loss"));
        data.put("sweep", sweep);
        data.put("sweepName", texts.say("first.sweep"));
        data.put(
                "races",
                advice.races().stream()
                        .filter(race -> race.finished())
                        .map(race -> List.of(race.rate(), race.loss(), race.steps()))
                        .toList());
        data.put("racesName", texts.say("first.races"));
        data.put(
                "lost",
                advice.races().stream()
                        .filter(race -> !race.finished())
                        .map(race -> race.rate())
                        .toList());
        data.put("lostName", texts.say("first.lost"));
        data.put("steps", texts.say("table.steps"));
        data.put("interval", List.of(advice.low(), advice.high()));
        data.put("use", advice.recommended());
        data.put("useName", texts.say("first.use", "rate", Digits.significant(advice.recommended(), 2)));
        return new Figure("first_rate", texts.say("first.figure"), texts.say("first.caption"), data);
    }
}
