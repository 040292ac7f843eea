import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.StepEvent;
import joyul.train.Trained;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.train.TrainingEvent;

/** The tables of docs/training.md: rates, spikes, overhead or free. */
public final class TrainingBench {
    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "rates" -> rates();
            case "spikes" -> spikes();
            case "overhead" -> overhead(arguments[1], Integer.parseInt(arguments[2]));
            default -> free(arguments[1], Integer.parseInt(arguments[2]));
        }
    }

    private static Recipe recipe(Data data, String yaml) {
        return RecipeDraft.parse("{" + yaml + "}", "recipe").complete(data);
    }

    private static List<Trained> runs(Recipe recipe, Data data, Guard guard, int seeds) {
        List<Trained> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            int fixed = seed;
            runs.add(Trained.run(recipe.with(r -> r.guard(guard).seed(fixed)), data));
        }
        return runs;
    }

    private static String spread(List<Trained> runs, ToDoubleFunction<Trained> of, double scale) {
        double[] values = runs.stream().mapToDouble(of).map(value -> scale * value).sorted().toArray();
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", values[values.length / 2], values[0], values[values.length - 1]);
    }

    private static double accuracy(Trained run) {
        return run.validation().metric();
    }

    private static double loss(Trained run) {
        double loss = run.validation().loss();
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    /** Rates that suit, and ten times and a hundred times as large. */
    private static void rates() {
        Data digits = Data.load("digits");
        System.out.println("digits, 25 epochs, median (lowest-highest) validation accuracy in % over 3 seeds");
        System.out.printf("%-44s %8s  %-22s %-22s %s%n", "", "rate", "guard: off", "guard: on", "roll-backs");
        String[][] cases = {
            {"network: mlp, normalization: none", "0.1"},
            {"network: cnn-small, normalization: none", "0.1"},
            {"network: mlp, normalization: none, optimizer: adamw", "0.03"},
            {"network: mlp, normalization: batch_norm", "0.1"},
            {"network: cnn-small, normalization: batch_norm", "0.1"}
        };
        for (String[] each : cases) {
            for (int times : new int[] {1, 10, 100}) {
                double rate = Double.parseDouble(each[1]) * times;
                Recipe recipe = recipe(digits, each[0] + ", learning_rate: " + rate);
                List<Trained> on = runs(recipe, digits, Guard.ON, 3);
                System.out.printf(
                        Locale.ROOT,
                        "%-44s %8s  %-22s %-22s %s%n",
                        each[0].replace("network: ", "").replace("normalization: ", "").replace("optimizer: ", ""),
                        rate,
                        spread(runs(recipe, digits, Guard.OFF, 3), TrainingBench::accuracy, 100),
                        spread(on, TrainingBench::accuracy, 100),
                        on.stream().map(run -> rollBacks(run)).map(String::valueOf).collect(Collectors.joining(" ")));
            }
        }
    }

    private static long rollBacks(Trained run) {
        return run.events().stream()
                .filter(event -> event.kind() == TrainingEvent.Kind.ROLLED_BACK)
                .count();
    }

    /** Digits as a table, without normalization, one epoch; one batch of it times a hundred. */
    private static void spikes() {
        String yaml = "network: mlp, normalization: none, batch_size: 16, epochs: 1, learning_rate: 0.02,"
                + " schedule: constant";
        Data clean = table(new int[0], 0);
        InputScaling scaling = InputScaling.of(clean.train());
        String input = ", input: {mean: " + scaling.mean() + ", std: " + scaling.std() + "}";
        System.out.println("digits as a table, one epoch, validation loss over 10 seeds");
        System.out.println("clean                      " + summary(runs(recipe(clean, yaml + input), clean, Guard.ON, 10)));
        for (Guard guard : new Guard[] {Guard.OFF, Guard.ON}) {
            List<Trained> runs = new ArrayList<>();
            for (int seed = 1; seed <= 10; seed++) {
                int fixed = seed;
                Data poisoned = table(new int[] {40}, seed);
                Recipe recipe = recipe(poisoned, yaml + input).with(r -> r.guard(guard).seed(fixed));
                runs.add(Trained.run(recipe, poisoned));
            }
            System.out.printf("one batch x100, guard %-4s %s%n", guard.name().toLowerCase(Locale.ROOT), summary(runs));
        }
    }

    private static String summary(List<Trained> runs) {
        double[] losses = runs.stream().mapToDouble(TrainingBench::loss).toArray();
        double mean = Arrays.stream(losses).average().orElseThrow();
        double sd = Math.sqrt(
                Arrays.stream(losses).map(x -> (x - mean) * (x - mean)).sum() / (losses.length - 1));
        return String.format(Locale.ROOT, "mean %.3f  sd %.3f  highest %.3f", mean, sd, Arrays.stream(losses).max().orElseThrow());
    }

    private static Data table(int[] batches, long seed) {
        Data digits = Data.load("digits");
        float[] numbers = numbers(digits.train());
        int[] order = BatchOrder.permutation(seed, 0, digits.train().size());
        for (int batch : batches) {
            for (int place = 16 * batch; place < 16 * (batch + 1); place++) {
                for (int column = 0; column < 64; column++) {
                    numbers[order[place] * 64 + column] *= 100;
                }
            }
        }
        return Data.of(
                "in memory",
                Examples.table(new Features.Floats(numbers, 64), digits.train().targets()),
                Examples.table(new Features.Floats(numbers(digits.validation()), 64), digits.validation().targets()),
                Examples.table(new Features.Floats(numbers(digits.test()), 64), digits.test().targets()));
    }

    private static float[] numbers(Examples images) {
        byte[] bytes = ((Features.Bytes) images.features()).values();
        float[] numbers = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            numbers[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
        }
        return numbers;
    }

    /** Steps with and without the guard, in turns of 200. */
    private static void overhead(String network, int batch) {
        Data data = Data.load("fashion-mini");
        Recipe recipe = recipe(
                data,
                "network: " + network + ", batch_size: " + batch
                        + ", epochs: 100000, schedule: constant, learning_rate: 0.01");
        List<Double> off = new ArrayList<>();
        List<Double> on = new ArrayList<>();
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer without = new Trainer(recipe.with(r -> r.guard(Guard.OFF)), shared);
                Trainer with = new Trainer(recipe.with(r -> r.guard(Guard.ON)), shared)) {
            long begun = System.nanoTime();
            for (int turn = 0; System.nanoTime() - begun < 24_000_000_000L; turn++) {
                turn(without, turn < 4 ? new ArrayList<>() : off);
                turn(with, turn < 4 ? new ArrayList<>() : on);
            }
        }
        double a = median(off);
        double b = median(on);
        System.out.printf(
                Locale.ROOT, "%-10s batch %-4d off %.1f us  on %.1f us  %+.2f %%%n", network, batch, a, b, 100 * (b / a - 1));
    }

    /** Adds one turn's mean time of a step, the copies that the guard makes every 25 steps among them. */
    private static void turn(Trainer trainer, List<Double> micros) {
        long[] last = {0, -1};
        long[] sum = {0, 0};
        trainer.run(100_000, Listener.of(StepEvent.class, event -> {
                long now = System.nanoTime();
                // The first step of an epoch comes after an evaluation.
                if (event.epoch() == last[1]) {
                    sum[0] += now - last[0];
                    sum[1]++;
                }
                last[0] = now;
                last[1] = event.epoch();
            }), new Cancellation().derived(() -> trainer.step() % 200 == 0 && last[1] >= 0));
        micros.add(sum[0] / 1e3 / sum[1]);
    }

    private static double median(List<Double> micros) {
        Collections.sort(micros);
        return micros.get(micros.size() / 2);
    }

    private static void free(String name, int seeds) {
        Data data = Data.load(name);
        System.out.println(name + ", the default recipe with other optimizers, median (lowest-highest) over seeds");
        System.out.printf("%-34s %-24s %s%n", "", "validation loss", "accuracy in %");
        for (String each : new String[] {
            "optimizer: sgd",
            "optimizer: adamw",
            "optimizer: prodigy",
            "optimizer: schedule_free_sgd",
            "optimizer: schedule_free_adamw"
        }) {
            List<Trained> runs = runs(recipe(data, each), data, Guard.ON, seeds);
            System.out.printf(
                    "%-34s %-24s %s%n",
                    each,
                    spread(runs, TrainingBench::loss, 1).replaceAll("(\\.\\d\\d)", "$1"),
                    spread(runs, TrainingBench::accuracy, 100));
        }
    }
}
