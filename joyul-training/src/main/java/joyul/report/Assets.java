package joyul.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The style and scripts that a page carries within itself. */
final class Assets {
    /** The frame first, then one file a figure. */
    private static final List<String> SCRIPTS = List.of(
            "page.js",
            "scatter.js",
            "rate.js",
            "firstrate.js",
            "history.js",
            "curves.js",
            "lines.js",
            "schedule.js",
            "parallel.js",
            "importance.js",
            "confirmed.js",
            "ceilings.js",
            "noise.js",
            "deltas.js",
            "heat.js",
            "start.js");

    private Assets() {}

    static String style() {
        return read("page.css");
    }

    static String script() {
        return script(SCRIPTS);
    }

    static String script(List<String> files) {
        return files.stream().map(Assets::read).collect(Collectors.joining("\n"));
    }

    /** ECharts, unpacked into this room at build time. */
    static String charts() {
        return read("echarts/echarts.min.js");
    }

    /** A text file of this room. */
    static String read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the report page lacks its file " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
