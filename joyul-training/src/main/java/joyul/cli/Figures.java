package joyul.cli;

import java.util.Locale;
import joyul.explain.Digits;
import joyul.explain.Metric;
import joyul.explain.Texts;

/** Numbers as people read them; always with a point for the decimals. */
final class Figures {
    private Figures() {}

    /** Four significant digits at most: {@code 0.1}, {@code 0.08123}, {@code 5.00e-04}. */
    static String number(double value) {
        return Digits.knob(value);
    }

    /** A loss or a difference of losses: four decimals. */
    static String loss(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The metric of a task: {@code accuracy 88.35 %}, {@code R² 0.5120}. */
    static String metric(Texts texts, boolean classifies, double value) {
        return named(texts, classifies, new Metric(classifies, value).text());
    }

    /** The metric with the standard error that so many examples give an accuracy. */
    static String metric(Texts texts, boolean classifies, double value, int examples) {
        return named(texts, classifies, new Metric(classifies, value).text(examples));
    }

    private static String named(Texts texts, boolean classifies, String value) {
        return texts.say(classifies ? "word.accuracy" : "word.r2", "value", value);
    }

    /** The metric's name for programs. */
    static String metricKey(boolean classifies) {
        return classifies ? "accuracy" : "r2";
    }

    /** A count with its thousands apart: {@code 12,340}. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A time as a clock shows it: {@code 0:42}, {@code 1:02:03}. */
    static String clock(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** A time in words: {@code 0.4 s}, {@code 42 s}, {@code 2 min 30 s}. */
    static String seconds(Texts texts, double seconds) {
        long whole = Math.round(seconds);
        return whole < 120
                ? texts.say(
                        "time.seconds", "seconds", seconds < 10 ? String.format(Locale.ROOT, "%.1f", seconds) : whole)
                : texts.say("time.minutes", "minutes", whole / 60, "seconds", whole % 60);
    }

    /** A bar of ten signs: {@code [###.......]}. */
    static String bar(double done) {
        int full = (int) Math.floor(10 * Math.max(0, Math.min(1, done)));
        return "[" + "#".repeat(full) + ".".repeat(10 - full) + "]";
    }
}
