package joyul.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import joyul.explain.EpochReading;
import joyul.explain.RunReadings;
import joyul.explain.StepReading;
import joyul.explain.Texts;
import org.jspecify.annotations.Nullable;

/** The curves of several runs over each other, one line a run. */
record ComparedCurves(List<Run> runs, RunAxis axis, Texts texts) {
    static List<Figure> of(List<Run> runs, Texts texts) {
        RunAxis axis = RunAxis.of(runs.stream().map(Run::readings).toList());
        return new ComparedCurves(runs, axis, texts).figures();
    }

    private List<Figure> figures() {
        boolean classifies = runs.get(0).result().classifies();
        LinesFigure validation =
                lines("run.validation", run -> axis.epochs(run.readings(), EpochReading::validationLoss));
        LinesFigure metric = lines(
                classifies ? "run.accuracy" : "run.r2",
                run -> axis.epochs(run.readings(), epoch -> (classifies ? 100 : 1) * epoch.metric()));
        LinesFigure training = lines("run.train", run -> training(run.readings()));
        LinesFigure rates = lines("knob.learning_rate", run -> rates(run.readings()));
        String each = texts.say("compare.validation.caption");
        return Stream.of(
                        validation.losses().figure("losses", texts.say("compare.validation.title"), each),
                        metric.figure(
                                "metric",
                                texts.say(classifies ? "merit.validation.accuracy" : "merit.validation.r2"),
                                each),
                        training.losses()
                                .figure("training", texts.say("compare.training.title"), texts.say(trainingCaption())),
                        rates.fromZero()
                                .figure("rates", texts.say("compare.rates.title"), texts.say("compare.rates.caption")))
                .flatMap(Optional::stream)
                .toList();
    }

    private LinesFigure lines(String name, Function<Run, List<List<@Nullable Object>>> points) {
        LinesFigure lines = new LinesFigure(axis.name(texts), texts.say(name));
        for (int i = 0; i < runs.size(); i++) {
            lines.add(runs.get(i).name(), points.apply(runs.get(i)), "full", i);
        }
        return lines;
    }

    private String trainingCaption() {
        return axis.byEpoch() ? "compare.training.caption" : "compare.training.caption.steps";
    }

    private List<List<@Nullable Object>> training(RunReadings run) {
        return axis.byEpoch() || run.steps().isEmpty()
                ? axis.epochs(run, EpochReading::trainLoss)
                : axis.steps(run, StepReading::loss);
    }

    private List<List<@Nullable Object>> rates(RunReadings run) {
        return run.steps().isEmpty() ? axis.epochs(run, EpochReading::rate) : axis.steps(run, StepReading::rate);
    }
}
