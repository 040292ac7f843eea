package joyul.cli;

import java.util.Arrays;
import java.util.List;
import joyul.firstrate.RacedRate;
import joyul.firstrate.RateAdvice;

/**
 * The races of a first rate as a picture of letters: loss over rate, both logarithmic, {@code o} a race's end, {@code ^}
 * the recommended rate, {@code =} the interval.
 */
record FirstRatePlot(RateAdvice advice, Speech speech) {
    private static final int WIDEST = 64;
    private static final int NARROWEST = 20;
    private static final int HEIGHT = 14;
    private static final int MARGIN = 10;

    String text() {
        List<RacedRate> shown =
                advice.races().stream().filter(RacedRate::finished).toList();
        double left = Math.log10(Math.min(advice.low(), smallest())) - 0.1;
        double right = Math.log10(Math.max(advice.high(), largest())) + 0.1;
        double bottom =
                shown.stream().mapToDouble(race -> Math.log(race.loss())).min().orElse(0);
        double top =
                shown.stream().mapToDouble(race -> Math.log(race.loss())).max().orElse(1);
        char[][] cells = new char[HEIGHT][width()];
        for (char[] line : cells) {
            Arrays.fill(line, ' ');
        }
        for (RacedRate race : shown) {
            double height = top > bottom ? (Math.log(race.loss()) - bottom) / (top - bottom) : 0;
            cells[HEIGHT - 1 - (int) Math.round(height * (HEIGHT - 1))][column(race.place(), left, right)] = 'o';
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < HEIGHT; line++) {
            String label = line == 0
                    ? Figures.number(Math.exp(top))
                    : line == HEIGHT - 1 ? Figures.number(Math.exp(bottom)) : "";
            text.append(line(label, '|', new String(cells[line])));
        }
        char[] band = new char[width()];
        Arrays.fill(band, '-');
        Arrays.fill(
                band,
                column(Math.log10(advice.low()), left, right),
                column(Math.log10(advice.high()), left, right) + 1,
                '=');
        band[column(Math.log10(advice.recommended()), left, right)] = '^';
        text.append(line("", '+', new String(band)));
        String ends = Figures.number(Math.pow(10, left));
        String end = Figures.number(Math.pow(10, right));
        text.append(line(
                speech.say("lr.axis"),
                ' ',
                ends + " ".repeat(Math.max(1, width() - ends.length() - end.length())) + end));
        return text.append('\n')
                .append(advice.sentence(speech.texts().language()))
                .append('\n')
                .toString();
    }

    private double smallest() {
        return advice.races().stream().mapToDouble(RacedRate::rate).min().orElse(advice.low());
    }

    private double largest() {
        return advice.races().stream().mapToDouble(RacedRate::rate).max().orElse(advice.high());
    }

    private int width() {
        return Math.max(NARROWEST, Math.min(WIDEST, speech.columns() - MARGIN - 1));
    }

    private int column(double place, double left, double right) {
        return (int) Math.round((place - left) / (right - left) * (width() - 1));
    }

    private static String line(String label, char edge, String cells) {
        String padded = " ".repeat(Math.max(0, MARGIN - 1 - Columns.of(label))) + label + " ";
        return (padded + edge + cells).stripTrailing() + "\n";
    }
}
