package joyul.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Knob;
import joyul.explain.Phrase;
import joyul.explain.Rung;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.study.Trial;
import org.jspecify.annotations.Nullable;

/** Trials by learning rate and batch size, coloured by loss; in any other study, by its first two numbers. */
final class ScatterFigure {
    private static final List<String> FIRST = List.of(Knob.LEARNING_RATE, "log2_batch_size", "batch_size");

    private final Subject subject;
    private final String x;
    private final String y;
    private final @Nullable String groups;

    private ScatterFigure(Subject subject, String x, String y, @Nullable String groups) {
        this.subject = subject;
        this.x = x;
        this.y = y;
        this.groups = groups;
    }

    static Optional<Figure> of(Subject subject) {
        Map<String, Domain> domains = subject.domains();
        List<String> numbers =
                new ArrayList<>(FIRST.stream().filter(domains::containsKey).toList());
        domains.forEach((name, domain) -> {
            if (!(domain instanceof ChoiceDomain) && !numbers.contains(name)) {
                numbers.add(name);
            }
        });
        if (numbers.size() < 2 || subject.rung().entries().isEmpty()) {
            return Optional.empty();
        }
        String groups = domains.containsKey(Knob.NORMALIZATION)
                ? Knob.NORMALIZATION
                : domains.keySet().stream()
                        .filter(name -> domains.get(name) instanceof ChoiceDomain)
                        .findFirst()
                        .orElse(null);
        return Optional.of(new ScatterFigure(subject, numbers.get(0), numbers.get(1), groups).figure(domains));
    }

    private Figure figure(Map<String, Domain> domains) {
        Map<String, List<List<Object>>> series = new LinkedHashMap<>();
        for (Rung.Entry entry : subject.rung().entries()) {
            if (placed(entry.trial())) {
                series.computeIfAbsent(group(entry.trial()), key -> new ArrayList<>())
                        .add(point(entry.trial(), subject.shown(entry.loss())));
            }
        }
        List<List<Object>> lost = subject.rung().lost().stream()
                .filter(this::placed)
                .map(trial -> point(trial, Double.NaN))
                .toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("x", axis(x, domains));
        data.put("y", axis(y, domains));
        data.put(
                "groups",
                series.entrySet().stream()
                        .map(entry -> Map.of("name", entry.getKey(), "points", entry.getValue()))
                        .toList());
        data.put("lost", lost);
        data.put("lostName", subject.texts().say("scatter.lost"));
        data.put(
                "winner",
                subject.best()
                        .filter(this::placed)
                        .map(best -> point(best, Double.NaN))
                        .orElse(List.of()));
        data.put("winnerName", subject.texts().say("scatter.winner"));
        data.put("measure", subject.measure());
        data.put("range", range());
        data.put("smallBetter", subject.shown(1) > 0);
        String key = subject.tune() ? "scatter.caption" : "scatter.caption.values";
        return new Figure(
                "scatter",
                subject.texts().say(new Phrase("scatter.title", Map.of("x", subject.label(x), "y", subject.label(y)))),
                subject.texts().say(key, "epochs", subject.rung().step()),
                data);
    }

    private boolean placed(Trial trial) {
        return trial.point().has(x) && trial.point().has(y);
    }

    private String group(Trial trial) {
        return groups == null || !trial.point().has(groups)
                ? subject.measure()
                : subject.label(groups, trial.point().value(groups));
    }

    private List<Object> point(Trial trial, double value) {
        return List.of(
                new Knob(x).plain(trial.point().value(x)),
                new Knob(y).plain(trial.point().value(y)),
                value,
                trial.number());
    }

    /** From the best to the worst but for the worst fifth, so that the colours tell the good ones apart. */
    private List<Double> range() {
        double[] losses = subject.rung().entries().stream()
                .mapToDouble(Rung.Entry::loss)
                .sorted()
                .toArray();
        double best = subject.shown(losses[0]);
        double worst = subject.shown(losses[(int) ((losses.length - 1) * 0.8)]);
        return Arrays.asList(Math.min(best, worst), Math.max(best, worst));
    }

    private Map<String, Object> axis(String name, Map<String, Domain> domains) {
        Domain domain = domains.get(name);
        boolean doubles = new Knob(name).doubles();
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("name", subject.label(name));
        axis.put("log", doubles || logarithmic(domain));
        axis.put("base", doubles ? 2 : 10);
        return axis;
    }

    static boolean logarithmic(@Nullable Domain domain) {
        return (domain instanceof FloatDomain real && real.scale() == Scale.LOG)
                || (domain instanceof IntDomain whole && whole.scale() == Scale.LOG);
    }
}
