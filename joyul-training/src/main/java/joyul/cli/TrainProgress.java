package joyul.cli;

import java.util.Locale;
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
        console.live(() -> line(event));
    }

    private String line(StepEvent event) {
        double perStep = (System.nanoTime() - begun) / 1e9 / stepsHere;
        return String.format(
                Locale.ROOT,
                "%s epoch %d/%d  step %d/%d  loss %.4f  rate %s  %s examples/s  %s left",
                Figures.bar(event.step() / (double) event.steps()),
                event.epoch() + 1,
                recipe.epochs(),
                event.step(),
                event.steps(),
                event.loss(),
                Figures.number(event.rate()),
                Figures.count(recipe.batchSize() / perStep),
                Figures.clock((event.steps() - event.step()) * perStep));
    }

    @Override
    public void onEvent(TrainingEvent event) {
        console.log(EventWords.of(event));
    }

    @Override
    public void onEpoch(EpochEvent event) {
        console.log(String.format(
                Locale.ROOT,
                "epoch %d/%d  train loss %.4f  validation loss %.4f  %s  rate %s  %s examples/s  %s",
                event.epoch(),
                event.epochs(),
                event.trainLoss(),
                event.validation().loss(),
                Figures.metric(recipe.loss().classifies(), event.validation().metric()),
                Figures.number(event.rate()),
                Figures.count(examples / event.seconds()),
                Figures.seconds(event.seconds())));
    }

    @Override
    public boolean stops() {
        return interruption.requested();
    }
}
