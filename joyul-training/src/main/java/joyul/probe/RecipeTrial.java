package joyul.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joyul.batch.BatchTrial;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.rate.ConstantRate;
import joyul.recipe.DataSource;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.NextStep;
import joyul.train.RunEnd;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** A recipe trained by the product's own trainer at any batch size, on {@link Synthetic} data of the original's form. */
public final class RecipeTrial implements BatchTrial {
    /** More steps than any trial makes. */
    private static final int EPOCHS = 100_000;

    /** Small enough that training on noise cannot diverge. */
    private static final double RATE = 1e-6;

    private final Data data;
    private final Recipe recipe;

    /** The trial that {@link #write} left in a file. */
    public RecipeTrial(String file) {
        String text = read(Path.of(file));
        int line = text.indexOf('\n');
        data = Synthetic.parse(text.substring(0, line)).data();
        RecipeDraft draft =
                RecipeDraft.parse(text.substring(line + 1), "recipe.yaml").withData(DataSource.named(data.name()));
        recipe = draft.complete(data)
                .with(r -> r.learningRate(RATE)
                        .schedule(new ConstantRate())
                        .epochs(EPOCHS)
                        .earlyStopping(null)
                        .guard(Guard.OFF));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that a trial of a recipe is made from: the data's form, and the recipe. */
    static void write(Path file, Recipe recipe, Data data) throws IOException {
        Recipe plain = recipe.with(r -> r.schedule(new ConstantRate()));
        if (!plain.ownParts().isEmpty()) {
            throw new InputException(
                    "batch sizes are tried in a process of its own, which cannot know what is written in"
                            + " Java, but the recipe has the " + String.join(", the ", plain.ownParts())
                            + "; measure with parts that recipe files know");
        }
        Files.writeString(file, Synthetic.like(data).text() + "\n" + plain.yaml());
    }

    @Override
    public Run start(int batch) {
        Recipe sized = recipe.with(r -> r.batchSize(batch));
        TrainingData shared = new TrainingData(data, sized);
        try {
            return new Training(sized, shared, new Trainer(sized, shared));
        } catch (RuntimeException | OutOfMemoryError failure) {
            shared.close();
            throw outOfMemory(failure);
        }
    }

    private static RuntimeException outOfMemory(Throwable failure) {
        if (joyul.torch.OutOfMemory.caused(failure)) {
            throw (OutOfMemoryError) new OutOfMemoryError(failure.getMessage()).initCause(failure);
        }
        return (RuntimeException) failure;
    }

    /** A trainer that stops after as many steps as are asked for. */
    private static final class Training implements Run {
        private final TrainingData data;
        private final Trainer trainer;
        private final Batches batches;

        Training(Recipe recipe, TrainingData data, Trainer trainer) {
            this.data = data;
            this.trainer = trainer;
            batches = new Batches(data.train().size(), recipe.batchSize(), Batches.Remainder.SKIP_ONE);
        }

        @Override
        public void step() {
            train(1);
        }

        @Override
        public double seconds(int steps) {
            return Run.median(
                    train(steps).stream().mapToDouble(Double::doubleValue).toArray());
        }

        /** The seconds of each step on a whole batch; of all, where none was whole. */
        private List<Double> train(int steps) {
            Stopwatch watch = new Stopwatch(batches, trainer.step() + steps);
            RunEnd end = trainer.run(EPOCHS, watch, watch.over);
            if (end.kind() == Ending.OUT_OF_MEMORY) {
                throw new OutOfMemoryError(end.detail());
            }
            if (end.kind() != Ending.STOPPED) {
                throw new IllegalStateException("a trial run ended by itself: " + end.detail());
            }
            return watch.whole.isEmpty() ? watch.all : watch.whole;
        }

        @Override
        public void evaluate() {
            try {
                trainer.evaluate();
            } catch (RuntimeException failure) {
                throw outOfMemory(failure);
            }
        }

        @Override
        public void close() {
            trainer.close();
            data.close();
        }
    }

    /** Times steps and stops a run after some; evaluations between epochs are not timed. */
    private static final class Stopwatch implements Listener {
        private final Batches batches;
        private final long until;
        private final Cancellation over = new Cancellation();
        private final List<Double> whole = new ArrayList<>();
        private final List<Double> all = new ArrayList<>();
        private long begun;

        Stopwatch(Batches batches, long until) {
            this.batches = batches;
            this.until = until;
        }

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent step) {
                take(step);
            } else if (event instanceof NextStep) {
                begun = System.nanoTime();
            }
        }

        private void take(StepEvent event) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (event.step() >= until) {
                over.cancel();
            }
            all.add(seconds);
            int batch = (int) ((event.step() - 1) % batches.count());
            if (batches.length(batch) == batches.batchSize()) {
                whole.add(seconds);
            }
        }
    }
}
