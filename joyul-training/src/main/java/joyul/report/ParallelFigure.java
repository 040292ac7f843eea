package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Knob;
import joyul.explain.Rung;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.study.Trial;
import org.jspecify.annotations.Nullable;

/** All parameters at once: each trial a line through its values, coloured by loss. */
final class ParallelFigure {
    private ParallelFigure() {}

    static Optional<Figure> of(Subject subject) {
        Map<String, Domain> domains = subject.domains();
        if (domains.size() < 2 || subject.rung().entries().size() < 2) {
            return Optional.empty();
        }
        List<Map<String, Object>> axes = new ArrayList<>();
        domains.forEach((name, domain) -> axes.add(axis(subject, name, domain)));
        axes.add(Map.of("name", subject.measure(), "log", false, "base", 10, "choices", List.of()));
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Rung.Entry entry : subject.rung().entries()) {
            lines.add(line(subject, entry, domains));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("axes", axes);
        data.put("lines", lines);
        data.put(
                "trials",
                subject.rung().entries().stream()
                        .map(entry -> entry.trial().number())
                        .toList());
        data.put("best", subject.best().map(Trial::number).orElse(-1));
        data.put("smallBetter", subject.shown(1) > 0);
        return Optional.of(new Figure(
                "parallel",
                subject.texts().say("parallel.title"),
                subject.texts().say("parallel.caption"),
                data));
    }

    private static Map<String, Object> axis(Subject subject, String name, Domain domain) {
        boolean doubles = new Knob(name).doubles();
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("name", subject.label(name));
        axis.put("log", doubles || ScatterFigure.logarithmic(domain));
        axis.put("base", doubles ? 2 : 10);
        axis.put(
                "choices",
                domain instanceof ChoiceDomain choices
                        ? choices.choices().stream()
                                .map(choice -> subject.label(name, choice))
                                .toList()
                        : List.of());
        return axis;
    }

    private static List<@Nullable Object> line(Subject subject, Rung.Entry entry, Map<String, Domain> domains) {
        List<@Nullable Object> line = new ArrayList<>();
        domains.forEach((name, domain) -> {
            Object value = entry.trial().point().asMap().get(name);
            if (value == null) {
                line.add(null);
            } else {
                line.add(domain instanceof ChoiceDomain ? subject.label(name, value) : new Knob(name).plain(value));
            }
        });
        line.add(subject.shown(entry.loss()));
        return line;
    }
}
