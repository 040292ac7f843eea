package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import joyul.study.Trial;

/** Learning curves: the validation loss of every trial's last run, the winner's in front. */
final class CurvesFigure {
    private static final int MOST_CURVES = 80;

    private CurvesFigure() {}

    static Optional<Figure> of(Subject subject) {
        List<Map<String, Object>> others = new ArrayList<>();
        int best = subject.best().map(Trial::number).orElse(-1);
        for (Trial trial : subject.trials()) {
            List<List<Object>> points = points(subject, trial);
            if (trial.number() != best && !points.isEmpty() && others.size() < MOST_CURVES) {
                others.add(Map.of("trial", trial.number(), "points", points));
            }
        }
        List<List<Object>> winner =
                subject.best().map(trial -> points(subject, trial)).orElse(List.of());
        if (winner.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("measure", subject.measure());
        data.put("epoch", subject.texts().say(subject.tune() ? "epoch" : "step"));
        data.put("winner", winner);
        data.put("winnerName", subject.texts().say("curves.winner", "trial", best));
        data.put("train", subject.best().map(CurvesFigure::train).orElse(List.of()));
        data.put("trainName", subject.texts().say("curves.train"));
        data.put("others", others);
        data.put("othersName", subject.texts().say("curves.others"));
        return Optional.of(new Figure(
                "curves",
                subject.texts().say("curves.title"),
                subject.texts().say(subject.tune() ? "curves.caption" : "curves.caption.values"),
                data));
    }

    private static List<List<Object>> points(Subject subject, Trial trial) {
        if (!subject.tune()) {
            List<List<Object>> points = new ArrayList<>();
            trial.readings().forEach((step, value) -> points.add(List.of(step, value)));
            return points;
        }
        List<Notes.Epoch> epochs = new Notes(trial).curve();
        return IntStream.range(0, epochs.size())
                .mapToObj(i -> List.<Object>of(i + 1, epochs.get(i).validationLoss()))
                .toList();
    }

    private static List<List<Object>> train(Trial trial) {
        List<Notes.Epoch> epochs = new Notes(trial).curve();
        return IntStream.range(0, epochs.size())
                .mapToObj(i -> List.<Object>of(i + 1, epochs.get(i).trainLoss()))
                .toList();
    }
}
