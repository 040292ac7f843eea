package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What there was to hand over at each time, and what the default recipe alone would have given by then. */
final class ProgressFigure {
    private ProgressFigure() {}

    static Optional<Figure> of(Subject subject) {
        List<TuneResult.FreshRun> runs = subject.result().progress();
        if (runs.size() < 2) {
            return Optional.empty();
        }
        int standard = subject.result().standardTrial();
        OptionalDouble ended = subject.result().number("seconds");
        LinesFigure figure = new LinesFigure(subject.texts().say("progress.axis"), subject.measure());
        return figure.add(
                        subject.texts().say("progress.default"),
                        best(runs, run -> run.trial() == standard, ended),
                        "dashed",
                        LinesFigure.QUIET)
                .add(subject.texts().say("progress.best"), best(runs, run -> true, ended), "full", 0)
                .figure(
                        "progress",
                        subject.texts().say("progress.title"),
                        subject.texts().say("progress.caption"));
    }

    /** The lowest loss by then, as steps. */
    private static List<List<@Nullable Object>> best(
            List<TuneResult.FreshRun> runs, Predicate<TuneResult.FreshRun> which, OptionalDouble ended) {
        List<List<@Nullable Object>> points = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        for (TuneResult.FreshRun run : runs) {
            if (which.test(run) && run.loss() < lowest) {
                if (!points.isEmpty()) {
                    points.add(List.of(run.seconds(), lowest));
                }
                lowest = run.loss();
                points.add(List.of(run.seconds(), lowest));
            }
        }
        if (!points.isEmpty() && ended.isPresent()) {
            points.add(List.of(ended.getAsDouble(), lowest));
        }
        return points;
    }
}
