package joyul.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.explain.EpochReading;
import joyul.explain.RunReadings;
import joyul.explain.StepReading;
import joyul.explain.Texts;

/** The figures of one training run: losses, the metric, the learning rate. */
record RunFigures(RunReadings run, boolean classifies, RunAxis axis, Texts texts) {
    static RunFigures of(RunReadings run, boolean classifies, Texts texts) {
        return new RunFigures(run, classifies, RunAxis.of(List.of(run)), texts);
    }

    List<Figure> all() {
        return Stream.of(losses(), metric(), rates()).flatMap(Optional::stream).toList();
    }

    Optional<Figure> losses() {
        boolean epochs = !run.epochs().isEmpty();
        return new LinesFigure(axis.name(texts), texts.say("run.loss"))
                .losses()
                .add(
                        texts.say("run.batches"),
                        axis.steps(run, StepReading::loss),
                        epochs ? "thin" : "full",
                        epochs ? LinesFigure.QUIET : 0)
                .add(texts.say("run.train"), axis.epochs(run, EpochReading::trainLoss), "dashed", 1)
                .add(texts.say("run.validation"), axis.epochs(run, EpochReading::validationLoss), "full", 0)
                .figure(
                        "losses",
                        texts.say("run.losses.title"),
                        texts.say(epochs ? "run.losses.caption" : "run.losses.caption.steps"));
    }

    private Optional<Figure> metric() {
        String name = texts.say(classifies ? "run.accuracy" : "run.r2");
        double scale = classifies ? 100 : 1;
        return new LinesFigure(axis.name(texts), name)
                .add(name, axis.epochs(run, epoch -> scale * epoch.metric()), "full", 0)
                .figure(
                        "metric",
                        texts.say(classifies ? "merit.validation.accuracy" : "merit.validation.r2"),
                        texts.say("run.metric.caption"));
    }

    private Optional<Figure> rates() {
        boolean steps = !run.steps().isEmpty();
        return new LinesFigure(axis.name(texts), texts.say("knob.learning_rate"))
                .fromZero()
                .add(
                        texts.say("knob.learning_rate"),
                        steps ? axis.steps(run, StepReading::rate) : axis.epochs(run, EpochReading::rate),
                        "full",
                        0)
                .figure(
                        "rates",
                        texts.say("run.rates.title"),
                        texts.say(steps ? "run.rates.caption" : "run.rates.caption.epochs"));
    }
}
