package joyul.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import joyul.file.AtomicFile;
import joyul.rate.RacedRate;
import joyul.rate.RateAdvice;
import joyul.rate.RuleRate;

/** A first rate as one self-contained page: the sweep's and the races' losses over the rate, and a table of all rules. */
public final class FirstRatePage {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int MARGIN = 60;

    private final RateAdvice advice;
    private final double left;
    private final double right;
    private final double bottom;
    private final double top;

    private FirstRatePage(RateAdvice advice) {
        this.advice = advice;
        List<Double> places = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        advice.sweep().rates().forEach(rate -> places.add(Math.log10(rate)));
        places.add(Math.log10(advice.low()));
        places.add(Math.log10(advice.high()));
        double first = advice.sweep().losses().get(0);
        advice.sweep().losses().stream()
                .filter(loss -> loss > 0 && loss <= 2 * first)
                .forEach(loss -> heights.add(Math.log(loss)));
        for (RacedRate race : advice.races()) {
            places.add(race.place());
            if (race.finished()) {
                heights.add(Math.log(race.loss()));
            }
        }
        left = places.stream().mapToDouble(Double::doubleValue).min().orElse(-5);
        right = places.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        bottom = heights.stream().mapToDouble(Double::doubleValue).min().orElse(0) - 0.05;
        top = heights.stream().mapToDouble(Double::doubleValue).max().orElse(1) + 0.05;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws joyul.check.InputException if the file cannot be written
     */
    public static void write(RateAdvice advice, Path file) {
        AtomicFile.write(file, html(advice));
    }

    /** The page: one document that fetches nothing. */
    public static String html(RateAdvice advice) {
        return new FirstRatePage(advice).page();
    }

    private String page() {
        return shape("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>First learning rate</title>
                <style>
                body{font:16px/1.5 system-ui,sans-serif;max-width:900px;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
                svg{width:100%%;height:auto} text{font:12px system-ui,sans-serif;fill:#555}
                table{border-collapse:collapse} td,th{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #ddd}
                @media(prefers-color-scheme:dark){body{color:#ddd;background:#181a1b}text{fill:#aaa}td,th{border-color:#444}}
                </style></head><body>
                <h1>First learning rate</h1>
                <p><strong>%s</strong></p>
                <p>It took %,d training steps.</p>
                %s
                <p>Grey: the loss of each batch while the rate rises. Dots: validation loss at the end of each short run,
                hollow where it was given up. Band: the interval; line: the recommended rate.</p>
                %s
                </body></html>
                """, escaped(advice.sentence()), advice.costSteps(), picture(), table());
    }

    private String picture() {
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\">\n");
        double from = x(Math.log10(advice.low()));
        svg.append(shape(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#2b7de9\" opacity=\".15\"/>",
                from, MARGIN / 2, x(Math.log10(advice.high())) - from, HEIGHT - 3 * MARGIN / 2));
        double use = x(Math.log10(advice.recommended()));
        svg.append(shape(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#2b7de9\" stroke-width=\"2\"/>",
                use, use, MARGIN / 2, HEIGHT - MARGIN));
        for (int decade = (int) Math.ceil(left); decade <= right; decade++) {
            svg.append(shape(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">1e%d</text>",
                    x(decade), HEIGHT - MARGIN + 18, decade));
        }
        for (int i = 0; i <= 4; i++) {
            double height = bottom + (top - bottom) * i / 4;
            svg.append(shape(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>",
                    MARGIN - 8, y(height) + 4, Math.exp(height)));
        }
        svg.append("<polyline fill=\"none\" stroke=\"#999\" points=\"");
        for (int i = 0; i < advice.sweep().size(); i++) {
            double loss = advice.sweep().losses().get(i);
            if (loss > 0 && loss < Double.POSITIVE_INFINITY) {
                svg.append(
                        shape("%.1f,%.1f ", x(Math.log10(advice.sweep().rates().get(i))), y(Math.log(loss))));
            }
        }
        svg.append("\"/>\n");
        for (RacedRate race : advice.races()) {
            double height = race.finished() ? y(Math.log(race.loss())) : MARGIN / 2.0;
            svg.append(shape(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" stroke=\"#d5602a\" fill=\"%s\"><title>%.3g: %.4g</title></circle>",
                    x(race.place()), height, race.finished() ? "#d5602a" : "none", race.rate(), race.loss()));
        }
        return svg.append("</svg>\n").toString();
    }

    private String table() {
        if (advice.rules().isEmpty()) {
            return "";
        }
        StringBuilder table =
                new StringBuilder("<h2>Other rules</h2>\n<table><tr><th>rule<th>rate<th>steps<th></tr>\n");
        for (RuleRate rule : advice.rules()) {
            Double rate = rule.rate();
            Double high = rule.high();
            String shown = rate == null ? "-" : shape("%.3g", rate) + (high == null ? "" : shape("..%.3g", high));
            table.append(shape(
                    "<tr><td>%s<td>%s<td>%,d<td>%s</tr>%n",
                    escaped(rule.rule()), shown, rule.costSteps(), escaped(rule.note())));
        }
        return table.append("</table>").toString();
    }

    private double x(double place) {
        return MARGIN + (WIDTH - 1.5 * MARGIN) * (place - left) / (right - left);
    }

    /** Losses above the picture are drawn at its upper edge. */
    private double y(double height) {
        double share = Math.min(1, (height - bottom) / (top - bottom));
        return HEIGHT - MARGIN - (HEIGHT - 1.5 * MARGIN) * share;
    }

    private static String shape(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
