package joyul.cli;

import java.util.List;
import java.util.stream.Stream;
import joyul.recipe.Recipe;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.StepEvent;
import joyul.train.TrainingEvent;

/** Tells how a training run gets on: a live line for each step, and a lasting line for each epoch. */
final class TrainProgress implements Listener {
    private final Console console;
    private final Recipe recipe;
    private final int examples;
    private final long begun = System.nanoTime();
    private long stepsHere;

    /**
     * A run about to start or to go on.
     *
     * @param examples of the training part
     */
    TrainProgress(Console console, Recipe recipe, int examples) {
        this.console = console;
        this.recipe = recipe;
        this.examples = examples;
    }

    @Override
    public void on(Event event) {
        if (event instanceof StepEvent step) {
            step(step);
        } else if (event instanceof TrainingEvent turn) {
            console.log(EventWords.of(turn, console.texts()));
        } else if (event instanceof EpochEvent epoch) {
            epoch(epoch);
        }
    }

    private void step(StepEvent event) {
        stepsHere++;
        console.live(() -> lines(event));
    }

    private List<String> lines(StepEvent event) {
        double perStep = (System.nanoTime() - begun) / 1e9 / stepsHere;
        return forms(
                "progress.step",
                "bar",
                Figures.bar(event.step() / (double) event.steps()),
                "epoch",
                event.epoch() + 1,
                "epochs",
                recipe.epochs(),
                "step",
                Long.toString(event.step()),
                "steps",
                Long.toString(event.steps()),
                "loss",
                Figures.loss(event.loss()),
                "rate",
                Figures.number(event.rate()),
                "speed",
                Figures.count(recipe.batchSize() / perStep),
                "left",
                console.say("time.left", "clock", Figures.clock((event.steps() - event.step()) * perStep)));
    }

    /** A line as it is on a wide terminal or in a file, on one of 80 columns and on one of 40. */
    private List<String> forms(String key, Object... gaps) {
        return Stream.of("", ".short", ".shortest")
                .map(form -> console.say(key + form, gaps))
                .toList();
    }

    private void epoch(EpochEvent event) {
        console.log(forms(
                "progress.epoch",
                "epoch",
                event.epoch(),
                "epochs",
                event.epochs(),
                "train",
                Figures.loss(event.trainLoss()),
                "validation",
                Figures.loss(event.validation().loss()),
                "metric",
                Figures.metric(
                        console.texts(),
                        recipe.loss().classifies(),
                        event.validation().metric()),
                "rate",
                Figures.number(event.rate()),
                "speed",
                Figures.count(examples / event.seconds()),
                "time",
                Figures.seconds(console.texts(), event.seconds())));
    }
}
