import java.util.Arrays;
import java.util.Locale;
import joyul.data.Data;
import joyul.network.Presets;
import joyul.probe.Diagnose;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.StepEvent;

/** Seconds of the same epochs with one reading in a thousand steps and with the usual one in 25: NETWORK BATCH ROUNDS. */
public final class DiagnoseBench {
    private static final long STEPS = 600;

    public static void main(String[] arguments) {
        Data data = Data.load("fashion-mini");
        Recipe recipe = Standard.recipe(
                        DataSource.named(data.name()).of(data),
                        data,
                        Presets.build(arguments[0], Recipe.shape(data), Recipe.outputs(data)))
                .with(r -> r.batchSize(Integer.parseInt(arguments[1])).epochs(100));
        int rounds = Integer.parseInt(arguments[2]);
        double[] ratios = new double[rounds];
        double[] plain = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            double without = seconds(recipe, data, 1_000_000);
            double with = seconds(recipe, data, 25);
            if (i >= 0) {
                ratios[i] = with / without;
                plain[i] = 1e6 * without / STEPS;
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(plain);
        System.out.printf(
                Locale.ROOT,
                "%s, batch %s: a step takes %.0f microseconds; one reading in 25 steps adds %.1f %% (%.1f to %.1f in %d rounds)%n",
                arguments[0],
                arguments[1],
                plain[rounds / 2],
                100 * (ratios[rounds / 2] - 1),
                100 * (ratios[0] - 1),
                100 * (ratios[rounds - 1] - 1),
                rounds);
    }

    private static double seconds(Recipe recipe, Data data, long every) {
        Clock clock = new Clock();
        new Diagnose(recipe, data).steps(STEPS).every(every).listener(clock).run();
        return clock.nanos / 1e9;
    }

    /** Time in steps, without evaluations. */
    private static final class Clock implements Listener {
        private long last;
        private long nanos;

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent) {
                step();
            } else if (event instanceof EpochEvent) {
                last = 0;
            }
        }

        private void step() {
            long now = System.nanoTime();
            if (last != 0) {
                nanos += now - last;
            }
            last = now;
        }
    }
}
