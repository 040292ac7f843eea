import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.network.Presets;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.run.Cancellation;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.torch.Precision;
import joyul.train.EngineSpeed;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** Median time of a training step through the product's own trainer: NETWORK BATCH -> a line for bench/step. */
public final class StepBench {
    public static void main(String[] arguments) {
        String network = arguments[0];
        int batch = Integer.parseInt(arguments[1]);
        Data data = Data.load("fashion-mini");
        Recipe recipe = Standard.recipe(
                        DataSource.named(data.name()).of(data),
                        data,
                        Presets.build(network, Recipe.shape(data), Recipe.outputs(data)))
                .with(r -> r.batchSize(batch).optimizer(new Sgd(0.9, false, 0)).learningRate(0.05)
                        .schedule(new ConstantRate()).epochs(1000));
        Precision precision = new EngineSpeed(recipe, data, MachineFacts.ofUser()).precision().precision();
        Steps steps = new Steps();
        try (TrainingData shared = new TrainingData(data, recipe)) {
            try (Trainer trainer = new Trainer(recipe.with(r -> r.precision(precision)), shared)) {
                trainer.run(1000, steps, steps.over());
            }
            System.out.printf(
                    "%s %d joyul %.1f %s%n",
                    network, batch, steps.median(), precision.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Times steps for some seconds, after a warm-up; the first step of an epoch holds an evaluation and is left out. */
    private static final class Steps implements Listener {
        private final List<Double> micros = new ArrayList<>();
        private final long begun = System.nanoTime();
        private long last;
        private int epoch = -1;

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent step) {
                time(step);
            }
        }

        Cancellation over() {
            return new Cancellation().derived(() -> System.nanoTime() - begun > 7_000_000_000L);
        }

        private void time(StepEvent event) {
            long now = System.nanoTime();
            if (event.epoch() == epoch && now - begun > 2_000_000_000L) {
                micros.add((now - last) / 1e3);
            }
            epoch = event.epoch();
            last = now;
        }

        double median() {
            Collections.sort(micros);
            return micros.get(micros.size() / 2);
        }
    }
}
