package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import joyul.explain.Confirmed;
import joyul.explain.Digits;
import joyul.explain.Metric;
import joyul.explain.Phrase;
import joyul.study.Trial;

/** All trials as a table. */
record TrialTable(List<Column> columns, List<Row> rows) {
    /**
     * A column.
     *
     * @param number whether its cells are numbers: aligned and sorted as such
     */
    record Column(String name, boolean number) {}

    /**
     * A cell.
     *
     * @param key what it is sorted by; empty cells come last
     */
    record Cell(String text, String key, boolean number) {}

    /**
     * A trial.
     *
     * @param outcome its key, for the style
     */
    record Row(String outcome, boolean best, List<Cell> cells) {}

    static TrialTable of(Subject subject) {
        List<String> parameters = new ArrayList<>(subject.domains().keySet());
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(subject.texts().say("trial"), true));
        columns.add(new Column(subject.texts().say("table.outcome"), false));
        if (subject.tune()) {
            columns.add(new Column(subject.texts().say("table.epochs"), true));
        }
        columns.add(new Column(subject.measure(), true));
        if (subject.tune()) {
            columns.add(new Column(subject.texts().say(accuracy(subject) ? "table.accuracy" : "table.metric"), true));
        }
        parameters.forEach(name -> columns.add(new Column(subject.label(name), numeric(subject, name))));
        if (subject.tune()) {
            columns.add(new Column(subject.texts().say("table.seconds"), true));
        }
        columns.add(new Column(subject.texts().say("table.reason"), false));
        int best = subject.best().map(Trial::number).orElse(-1);
        List<Row> rows = subject.trials().stream()
                .map(trial ->
                        new Row(subject.outcomeKey(trial), trial.number() == best, cells(subject, trial, parameters)))
                .toList();
        return new TrialTable(columns, rows);
    }

    /** A running tune does not yet say what its metric is; accuracies are told by their range. */
    private static boolean accuracy(Subject subject) {
        return subject.result().exists()
                ? subject.result().accuracy()
                : subject.trials().stream()
                        .map(trial -> new Notes(trial).number("metric"))
                        .allMatch(
                                metric -> metric.isEmpty() || (metric.getAsDouble() >= 0 && metric.getAsDouble() <= 1));
    }

    private static boolean numeric(Subject subject, String name) {
        return subject.trials().stream()
                .map(trial -> trial.point().asMap().get(name))
                .allMatch(value -> value == null || value instanceof Number);
    }

    private static List<Cell> cells(Subject subject, Trial trial, List<String> parameters) {
        List<Cell> cells = new ArrayList<>();
        Notes notes = new Notes(trial);
        cells.add(number(trial.number(), Integer.toString(trial.number())));
        cells.add(text(subject.outcome(trial)));
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        if (subject.tune()) {
            cells.add(
                    last == null
                            ? text("")
                            : number(last.getKey(), last.getKey().toString()));
        }
        double loss = subject.shown(subject.loss(trial));
        cells.add(Double.isFinite(loss) ? number(loss, Digits.significant(loss, 5)) : text(""));
        if (subject.tune()) {
            OptionalDouble metric = notes.number("metric");
            cells.add(metric.isEmpty() ? text("") : metric(subject, metric.getAsDouble()));
        }
        for (String name : parameters) {
            Object value = trial.point().asMap().get(name);
            cells.add(
                    value == null
                            ? text("")
                            : value instanceof Number size
                                    ? number(size.doubleValue(), subject.label(name, value))
                                    : text(subject.label(name, value)));
        }
        if (subject.tune()) {
            OptionalDouble seconds = notes.number("seconds");
            cells.add(
                    seconds.isEmpty()
                            ? text("")
                            : number(seconds.getAsDouble(), Digits.fixed(seconds.getAsDouble(), 1)));
        }
        cells.add(text(subject.confirmed(trial)
                .map(again -> again(subject, again))
                .orElseGet(() -> subject.texts().retold(notes.reason()))));
        return cells;
    }

    /** What the row's own figures, which are the search's, do not say. */
    private static String again(Subject subject, Confirmed again) {
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("seeds", again.seeds().size());
        gaps.put("epochs", again.epochs());
        gaps.put("loss", Digits.significant(again.loss(), 5));
        String key = again.diverged() ? "table.again.diverged" : "table.again";
        return subject.texts().say(new Phrase(again.epochs() > 0 ? key : key + ".seeds", gaps));
    }

    private static Cell metric(Subject subject, double metric) {
        return number(metric, new Metric(accuracy(subject), metric).figure());
    }

    private static Cell number(double key, String text) {
        return new Cell(text, Double.toString(key), true);
    }

    private static Cell text(String text) {
        return new Cell(text, text, false);
    }
}
