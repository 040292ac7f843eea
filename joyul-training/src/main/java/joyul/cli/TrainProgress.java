package joyul.cli;

import java.util.List;
import java.util.stream.Stream;
import joyul.recipe.Recipe;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.StepEvent;
import joyul.train.TrainingEvent;

/** Tells how a training run gets on: a live line for each step, and a lasting line for each epoch. */
final class TrainProgress implements Observer {
    private final Console console;
    private final Interruption interruption;
    private final Recipe recipe;
    private final int examples;
    private final long begun = System.nanoTime();
    private long stepsHere;

    /**
     * A run about to start or to go on.
     *
     * @param examples of the training part
     */
    TrainProgress(Console console, Interruption interruption, Recipe recipe, int examples) {
        this.console = console;
        this.interruption = interruption;
        this.recipe = recipe;
        this.examples = examples;
    }

    @Override
    public void onStep(StepEvent event) {
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

    @Override
    public void onEvent(TrainingEvent event) {
        console.log(EventWords.of(event, console.texts()));
    }

    @Override
    public void onEpoch(EpochEvent event) {
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

    @Override
    public boolean stops() {
        return interruption.requested();
    }
}
