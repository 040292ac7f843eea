package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Curves over each other, along one axis. */
final class LinesFigure {
    /** The colour of what is only there for comparison. */
    static final int QUIET = -1;

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final List<Map<String, Object>> lines = new ArrayList<>();

    /**
     * A figure without curves yet.
     *
     * @param x the name of the axis along which they run
     * @param y what they show
     */
    LinesFigure(String x, String y) {
        data.put("x", x);
        data.put("y", y);
        data.put("result", false);
        data.put("scale", true);
        data.put("lines", lines);
    }

    /** Losses: drawn to a logarithmic scale where they spread wide. */
    LinesFigure losses() {
        data.put("result", true);
        return this;
    }

    /** The axis shows zero. */
    LinesFigure fromZero() {
        data.put("scale", false);
        return this;
    }

    /**
     * Adds a curve; one without points is left out.
     *
     * @param style thin, dashed or full
     * @param color the number of its colour, or {@link #QUIET}
     */
    LinesFigure add(String name, List<List<@Nullable Object>> points, String style, int color) {
        if (!points.isEmpty()) {
            lines.add(Map.of("name", name, "points", points, "style", style, "color", color));
        }
        return this;
    }

    Optional<Figure> figure(String id, String title, String caption) {
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Figure(id, title, caption, data));
    }
}
