package joyul.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.explain.RunReadings;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.report.Run;
import joyul.report.RunReport;
import joyul.report.RunResult;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;

/**
 * A run that was made in memory.
 *
 * @param epochs the finished ones
 * @param events what happened besides
 * @param weights as they stood at the end, with the statistics that inference uses
 * @param data it was trained on
 */
public record Trained(
        Recipe recipe,
        RunEnd end,
        List<EpochEvent> epochs,
        List<TrainingEvent> events,
        SafeTensors weights,
        Data data) {
    public Trained {
        events = List.copyOf(events);
        epochs = List.copyOf(epochs);
    }

    /** Trains from fresh weights until the recipe's last epoch, or until it is cancelled. */
    public static Trained run(Recipe recipe, Data data, Listener listener, Cancellation cancellation) {
        List<EpochEvent> epochs = new ArrayList<>();
        Listener recording = Listener.of(EpochEvent.class, epochs::add);
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            RunEnd end = trainer.run(recipe.epochs(), recording.and(listener), cancellation);
            return new Trained(recipe, end, epochs, trainer.events(), Weights.of(trainer.model(), recipe), data);
        }
    }

    /** Trains from fresh weights until the recipe's last epoch, unheard. */
    public static Trained run(Recipe recipe, Data data) {
        return run(recipe, data, Listener.NONE);
    }

    /** Trains from fresh weights until the recipe's last epoch. */
    public static Trained run(Recipe recipe, Data data, Listener listener) {
        return run(recipe, data, listener, new Cancellation());
    }

    /** Scores of the weights on the validation examples: of the last finished epoch, or of the best if it was stopped early. */
    public Scores validation() {
        if (epochs.isEmpty()) {
            throw new InputException("the run finished no epoch (" + end.detail() + "), so it has no scores");
        }
        return end.kind() == Ending.STOPPED_EARLY
                ? epochs.stream()
                        .map(EpochEvent::validation)
                        .min(Comparator.comparingDouble(Scores::loss))
                        .orElseThrow()
                : epochs.get(epochs.size() - 1).validation();
    }

    /** The trained network, to predict with; the caller closes it. */
    public Predictor model() {
        return new Predictor(weights, recipe, data);
    }

    /** Writes {@code weights.safetensors} as {@link Weights} describes it. */
    public void writeWeights(Path file) {
        weights.write(file);
    }

    /**
     * Writes the page of the run in English, whole or not at all.
     *
     * @throws InputException if the file cannot be written
     */
    public void writeReport(Path html) {
        writeReport(html, Language.EN);
    }

    /** Writes the page of the run, whole or not at all. */
    public void writeReport(Path html, Language language) {
        long repairs = events.stream().filter(TrainingEvent::isRepair).count();
        double factor = events.isEmpty() ? 1 : events.get(events.size() - 1).rateFactor();
        RunReadings readings =
                new RunReadings(List.of(), Told.epochs(epochs), (int) repairs, factor, end.kind(), end.step());
        Optional<Scores> validation = end.reached() && !epochs.isEmpty() ? Optional.of(validation()) : Optional.empty();
        RunResult result = Told.result(end, data.isClassification(), validation, Optional.empty());
        RunReport.of(new Run(data.name(), recipe.identity(), readings, result), List.of(), language)
                .write(html);
    }
}
