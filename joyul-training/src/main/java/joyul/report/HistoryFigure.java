package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Rung;

/** How the search went: every result, and the best so far, for each amount of training. */
final class HistoryFigure {
    /** More rungs than these are readings of each epoch, of which the last few tell enough. */
    private static final int MOST_RUNGS = 4;

    private HistoryFigure() {}

    static Optional<Figure> of(Subject subject) {
        List<Rung> rungs = subject.tune()
                ? Rung.each(subject.trials(), subject.direction())
                : List.of(Rung.values(subject.trials(), subject.direction()));
        List<Rung> shown = rungs.subList(Math.max(0, rungs.size() - MOST_RUNGS), rungs.size()).stream()
                .filter(rung -> !rung.entries().isEmpty())
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("measure", subject.measure());
        data.put("trial", subject.texts().say("trial"));
        data.put("rungs", shown.stream().map(rung -> series(subject, rung)).toList());
        data.put(
                "lost",
                subject.rung().lost().stream().map(trial -> trial.number()).toList());
        data.put("lostName", subject.texts().say("scatter.lost"));
        return Optional.of(new Figure(
                "history",
                subject.texts().say("history.title"),
                subject.texts().say(subject.tune() ? "history.caption" : "history.caption.values"),
                data));
    }

    private static Map<String, Object> series(Subject subject, Rung rung) {
        List<List<Object>> points = new ArrayList<>();
        List<List<Object>> best = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        for (Rung.Entry entry : rung.entries()) {
            int number = entry.trial().number();
            points.add(List.of(number, subject.shown(entry.loss())));
            lowest = Math.min(lowest, entry.loss());
            best.add(List.of(number, subject.shown(lowest)));
        }
        String name = rung.step() == Rung.VALUES
                ? subject.measure()
                : subject.texts().say("history.rung", "epochs", rung.step());
        String bestName = rung.step() == Rung.VALUES
                ? subject.texts().say("history.best.values")
                : subject.texts().say("history.best", "epochs", rung.step());
        return Map.of("name", name, "bestName", bestName, "points", points, "best", best);
    }
}
