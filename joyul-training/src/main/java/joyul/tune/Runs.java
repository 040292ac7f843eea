package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.torch.OutOfMemory;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.RunEnd;
import joyul.train.Segment;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.train.Weights;

/** Runs one recipe from fresh weights to its end, in the calling thread. */
final class Runs {
    private final TrainingData data;
    private final TuneObserver observer;

    Runs(TrainingData data, TuneObserver observer) {
        this.data = data;
        this.observer = observer;
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
    Result run(int trial, int freshSeed, Recipe recipe, BooleanSupplier stops) {
        List<EpochEvent> epochs = new ArrayList<>();
        Observer watch = new Observer() {
            @Override
            public void onEpoch(EpochEvent event) {
                epochs.add(event);
                observer.onEpoch(new TrialEpoch(trial, freshSeed, event));
            }

            @Override
            public boolean stops() {
                return stops.getAsBoolean();
            }
        };
        Segment segment = Segment.whole(recipe);
        try (Trainer trainer = segment.start(data)) {
            RunEnd end = trainer.run(segment.untilEpoch(), watch);
            Optional<SafeTensors> weights =
                    end.reached() ? Optional.of(Weights.of(trainer.model(), recipe)) : Optional.empty();
            return new Result(end, epochs, weights);
        } catch (RuntimeException | OutOfMemoryError failure) {
            // Building the model can ask for too much too; within the run the trainer says so itself.
            if (OutOfMemory.caused(failure)) {
                RunEnd end = new RunEnd(RunEnd.Kind.OUT_OF_MEMORY, 0, "the model needs more memory than there is");
                return new Result(end, epochs, Optional.empty());
            }
            throw failure;
        }
    }

    /** Seconds that one epoch of a recipe takes, from a second of its steps; the evaluation is estimated. */
    double epochSeconds(Recipe recipe, int train, int validation) {
        long[] mark = new long[2];
        int warmup = 5;
        Observer watch = new Observer() {
            @Override
            public void onStep(StepEvent event) {
                if (event.step() == warmup) {
                    mark[0] = System.nanoTime();
                }
                mark[1] = event.step();
            }

            @Override
            public boolean stops() {
                return mark[1] > warmup + 2 && System.nanoTime() - mark[0] > 1_000_000_000L;
            }
        };
        try (Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(1, watch);
        }
        double stepSeconds = (System.nanoTime() - mark[0]) / 1e9 / Math.max(1, mark[1] - warmup);
        double perExample = stepSeconds / recipe.batchSize();
        // Inference costs about a third of a training step; statistics are estimated on some 2,000 examples.
        return perExample * (train + (validation + Math.min(train, 2_000)) / 3.0);
    }
}
