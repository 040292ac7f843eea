package tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import joyul.Joyul;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.torch.Torch;
import joyul.train.EngineSpeed;
import joyul.train.EpochEvent;
import joyul.train.Predictor;
import joyul.train.StepEvent;
import joyul.train.Trained;
import joyul.train.Weights;

/** The default recipe without a tune, in the number format that is the fastest here: at its own length, and longer. */
record Untuned(Recipe recipe, Data data) {
    private static final int[] LENGTHS = {1, 3, 9};

    /** A first guess of what an epoch takes must be so far off the budget before the first length is given up. */
    private static final double SURELY = 1.1;

    /** What an epoch takes beside its steps: statistics and evaluation. */
    private static final double BESIDE_STEPS = 1.2;

    static Untuned of(Recipe recipe, Data data) {
        Torch.start();
        EngineSpeed speed = new EngineSpeed(recipe, data, MachineFacts.ofUser());
        return new Untuned(recipe.with(edit -> edit.precision(speed.precision().precision())), data);
    }

    /** At its own length. */
    Found once() {
        Clock clock = Clock.start();
        return found(List.of(Joyul.train(recipe, data)), clock, new Curve(clock));
    }

    /**
     * The lengths one after the other, one run a processor, as far as there is time; where not even the first has, as many
     * epochs as there is time for.
     */
    Found longer(double seconds) throws InterruptedException, ExecutionException {
        // Not counted: who trains the default knows it.
        double epoch = epochSeconds();
        Clock clock = Clock.start();
        Curve curve = new Curve(clock);
        if (recipe.epochs() * epoch > SURELY * seconds) {
            Trained run = Joyul.train(lasting((int) Math.max(1, seconds / epoch)), data);
            curve.add(run.validation());
            return found(List.of(run), clock, curve);
        }
        ExecutorService workers = Executors.newFixedThreadPool(Clock.PROCESSORS);
        try {
            List<Callable<Optional<Trained>>> runs = new ArrayList<>();
            AtomicReference<Double> known = new AtomicReference<>(0.0);
            for (int length : LENGTHS) {
                runs.add(() -> run(length * recipe.epochs(), known, seconds, clock, curve));
            }
            List<Trained> ended = new ArrayList<>();
            for (Future<Optional<Trained>> run : workers.invokeAll(runs)) {
                run.get().ifPresent(ended::add);
            }
            return found(ended, clock, curve);
        } finally {
            workers.shutdown();
        }
    }

    /**
     * A run that may be cut off by the end of the time, but for the shortest; nothing where by the time that an epoch took
     * in those before there is no use in beginning it.
     */
    private Optional<Trained> run(int epochs, AtomicReference<Double> known, double seconds, Clock clock, Curve curve) {
        if (clock.seconds() + epochs * known.get() > seconds) {
            return Optional.empty();
        }
        double begun = clock.seconds();
        Cancellation end = new Cancellation().derived(() -> epochs > recipe.epochs() && clock.seconds() > seconds);
        Trained run = Joyul.train(lasting(epochs), data, Listener.NONE, end);
        if (run.end().reached()) {
            known.set((clock.seconds() - begun) / epochs);
            curve.add(run.validation());
        }
        return Optional.of(run);
    }

    private Recipe lasting(int epochs) {
        return recipe.with(edit -> edit.epochs(epochs));
    }

    /** From a second of training: from its whole epochs where it has some, else from its steps. */
    private double epochSeconds() {
        Cancellation enough = new Cancellation();
        long[] first = new long[2];
        long[] last = new long[2];
        List<Double> epochs = new ArrayList<>();
        Listener watch = event -> {
            if (event instanceof EpochEvent epoch) {
                epochs.add(epoch.seconds());
            } else if (event instanceof StepEvent step) {
                last[0] = System.nanoTime();
                last[1] = step.step();
                if (step.step() <= 5) {
                    first[0] = last[0];
                    first[1] = last[1];
                } else if (last[0] - first[0] > 1_000_000_000L) {
                    enough.cancel();
                }
            }
        };
        Joyul.train(recipe, data, watch, enough);
        // Later epochs are faster: the program is compiled by then.
        List<Double> later = epochs.subList(epochs.size() / 2, epochs.size());
        double step = (last[0] - first[0]) / 1e9 / Math.max(1, last[1] - first[1]);
        return epochs.size() >= 2
                ? Stats.of(later).mean()
                : BESIDE_STEPS * step * Batches.perEpoch(data.train().size(), recipe.batchSize());
    }

    private Found found(List<Trained> runs, Clock clock, Curve curve) {
        Optional<Trained> best = runs.stream()
                .filter(run -> run.end().reached())
                .min((a, b) -> Double.compare(a.validation().loss(), b.validation().loss()));
        List<String> told = runs.stream().map(Untuned::told).toList();
        if (best.isEmpty()) {
            return Found.nothing("no run ended: " + String.join(", ", told), clock);
        }
        Trained run = best.get();
        return new Found(
                Found.score(run.validation()),
                Found.score(test(run)),
                clock.seconds(),
                clock.busy(),
                run.recipe().epochs() + " epochs of " + String.join(", ", told),
                curve.moments());
    }

    private static String told(Trained run) {
        return run.recipe().epochs() + (run.end().reached() ? "" : " (" + run.end().kind().name().toLowerCase(Locale.ROOT) + ")");
    }

    private Scores test(Trained run) {
        try (Model model = Weights.model(run.weights(), run.recipe(), Recipe.shape(data));
                NativeExamples examples = new NativeExamples(data.test(), recipe.input(), recipe.target())) {
            return Evaluation.of(model, recipe.loss(), examples, Predictor.inference(run.recipe()));
        }
    }
}
