package joyul.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.file.AtomicFile;
import joyul.rate.RateTable;

/** An HTML page that draws schedules over each other, to be zoomed and pointed at; it fetches nothing. */
public final class SchedulePage {
    private static final int MOST_POINTS = 4_000;

    private SchedulePage() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param names of the columns, for people
     * @param step what a scheduler step is: {@code epoch} or {@code step}
     * @throws joyul.check.InputException if the file cannot be written
     */
    public static void write(Path file, RateTable table, List<String> names, String step) {
        AtomicFile.write(file, html(table, names, step));
    }

    static String html(RateTable table, List<String> names, String step) {
        List<Map<String, Object>> curves = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Map<String, Object> curve = new LinkedHashMap<>();
            curve.put("name", names.get(i));
            curve.put("points", points(table.columns().get(i)));
            curves.add(curve);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("step", step);
        data.put("rate", "learning rate");
        data.put("curves", curves);
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>Learning rate schedules</title>
                <style>%s</style>
                </head>
                <body>
                <header><p class="brand">Joyul</p><h1>Learning rate schedules</h1></header>
                <main><section><figure class="schedules">
                <div class="chart" id="schedules" role="img" aria-label="Learning rate over %s"></div>
                <figcaption>The rate in force during each %s. Drag or turn the wheel to zoom; click a name to hide it.
                </figcaption>
                </figure></section></main>
                <noscript><p>The picture needs JavaScript; joyul schedule --format table prints the numbers.</p></noscript>
                <script type="application/json" id="data-schedules">%s</script>
                <script>%s</script>
                <script>%s</script>
                </body>
                </html>
                """,
                Assets.style(),
                step,
                step,
                ChartJson.write(data),
                Assets.charts(),
                Assets.script(List.of("page.js", "schedules.js", "start.js")));
    }

    /** Every step, or every so many of a long run, always with the last. */
    private static List<List<Object>> points(List<Double> values) {
        int stride = Math.max(1, values.size() / MOST_POINTS);
        List<List<Object>> points = new ArrayList<>();
        for (int step = 0; step < values.size(); step += stride) {
            points.add(List.of(step, values.get(step)));
        }
        if ((values.size() - 1) % stride != 0) {
            points.add(List.of(values.size() - 1, values.get(values.size() - 1)));
        }
        return points;
    }
}
