package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.torch.OutOfMemory;
import joyul.train.EpochEvent;
import joyul.train.RunEnd;
import joyul.train.Segment;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.train.Weights;

/** Runs one recipe from fresh weights to its end, in the calling thread. */
final class Runs {
    private final TrainingData data;
    private final Listener listener;

    Runs(TrainingData data, Listener listener) {
        this.data = data;
        this.listener = listener;
    }

    /**
     * What came of a run.
     *
     * @param epochs its finished epochs
     * @param weights of its end; empty unless it was reached
     */
    record Result(RunEnd end, List<EpochEvent> epochs, Optional<SafeTensors> weights) {
        Scores scores() {
            return epochs.get(epochs.size() - 1).validation();
        }

        double seconds() {
            return epochs.stream().mapToDouble(EpochEvent::seconds).sum();
        }

        /** Epoch by epoch: training loss, validation loss, metric, rate; JSON values. */
        List<List<Double>> curve() {
            return epochs.stream()
                    .map(epoch -> List.of(
                            epoch.trainLoss(),
                            epoch.validation().loss(),
                            epoch.validation().metric(),
                            epoch.rate()))
                    .toList();
        }
    }

    /**
     * Runs the recipe.
     *
     * @param freshSeed 0 for a run of the search; 1, 2, ... for the runs of the confirmation
     */
    Result run(int trial, int freshSeed, Recipe recipe, Cancellation cancellation) {
        List<EpochEvent> epochs = new ArrayList<>();
        Listener telling = event -> {
            if (event instanceof StepEvent step) {
                listener.on(new TrialStep(trial, freshSeed, step));
            } else if (event instanceof EpochEvent epoch) {
                epochs.add(epoch);
                listener.on(new TrialEpoch(trial, freshSeed, epoch));
            }
        };
        Segment segment = Segment.whole(recipe);
        try (Trainer trainer = segment.start(data)) {
            RunEnd end = trainer.run(segment.untilEpoch(), telling, cancellation);
            Optional<SafeTensors> weights =
                    end.reached() ? Optional.of(Weights.of(trainer.model(), recipe)) : Optional.empty();
            return new Result(end, epochs, weights);
        } catch (RuntimeException | OutOfMemoryError failure) {
            // Building the model can ask for too much too; within the run the trainer says so itself.
            if (OutOfMemory.caused(failure)) {
                RunEnd end = new RunEnd(Ending.OUT_OF_MEMORY, 0, "the model needs more memory than there is");
                return new Result(end, epochs, Optional.empty());
            }
            throw failure;
        }
    }

    /** Seconds that one epoch of a recipe takes, from a second of its steps; the evaluation is estimated. */
    double epochSeconds(Recipe recipe, int train, int validation) {
        long[] mark = new long[2];
        int warmup = 5;
        Cancellation enough = new Cancellation();
        Listener watch = Listener.of(StepEvent.class, step -> {
            if (step.step() == warmup) {
                mark[0] = System.nanoTime();
            }
            mark[1] = step.step();
            if (mark[1] > warmup + 2 && System.nanoTime() - mark[0] > 1_000_000_000L) {
                enough.cancel();
            }
        });
        long begun = System.nanoTime();
        try (Trainer trainer = new Trainer(recipe, data)) {
            // Few examples make few steps an epoch.
            trainer.run(recipe.epochs(), watch, enough);
        }
        boolean warm = mark[1] > warmup;
        double stepSeconds =
                (System.nanoTime() - (warm ? mark[0] : begun)) / 1e9 / Math.max(1, warm ? mark[1] - warmup : mark[1]);
        double perExample = stepSeconds / recipe.batchSize();
        // Inference costs about a third of a training step; statistics are estimated on some 2,000 examples.
        return perExample * (train + (validation + Math.min(train, 2_000)) / 3.0);
    }
}
