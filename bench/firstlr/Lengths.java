package firstlr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.train.TrainingData;

/**
 * How the best rate moves with the length of a run: whole runs on all examples and on shares of them, all with the same
 * number of epochs, so that steps and examples shrink together as in the short runs of {@code find-lr}. The schedule,
 * normalization and the optimizer vary. The argument is the results file.
 */
public final class Lengths {
    private static final List<Integer> EXAMPLES = List.of(876, 2_627, 10_000);
    private static final List<String> SCHEDULES = List.of("OneCycleLR()", "CosineAnnealingLR()", "constant()");
    private static final int RATES = 7;
    private static final int SEEDS = 3;

    /** Rates whose mean loss is above the lowest by less than this share count as good. */
    private static final double NEAR = 0.02;

    private Lengths() {}

    public static void main(String[] arguments) throws Exception {
        Results results = Results.open(Path.of(arguments[0]));
        Data whole = Data.load("fashion-mini");
        StringBuilder table = new StringBuilder("| optimizer | schedule | normalization | good rates of 110 steps |"
                + " of 330 | of 1256 |\n|---|---|---|---|---|---|\n");
        for (String optimizer : List.of("sgd", "adamw")) {
            for (String schedule : SCHEDULES) {
                for (String normalization : List.of("batch_norm", "none")) {
                    String yaml = "{network: mlp, optimizer: " + optimizer + ", schedule: \"" + schedule
                            + "\", normalization: " + normalization + ", threads: 1, epochs: 8, batch_size: 64}";
                    List<String> good = new ArrayList<>();
                    for (int examples : EXAMPLES) {
                        good.add(good(truth(results, whole, yaml, examples, optimizer.equals("sgd") ? -3 : -4)));
                    }
                    table.append(String.format(
                            Locale.ROOT, "| %s | %s | %s | %s |%n", optimizer, schedule, normalization, String.join(" | ", good)));
                }
            }
        }
        System.out.print(table);
    }

    private static Truth truth(Results results, Data whole, String yaml, int examples, int lowest) throws Exception {
        String head = "truth " + examples + " " + yaml;
        if (!results.has(head)) {
            List<Double> places = IntStream.range(0, RATES).mapToObj(i -> lowest + i / 2.0).toList();
            List<List<Truth.Whole>> rows = places.stream().map(place -> (List<Truth.Whole>) new ArrayList<Truth.Whole>()).toList();
            for (int seed = 0; seed < SEEDS; seed++) {
                Data data = Data.of(
                        "fashion-mini", Composed.first(whole.train(), examples), whole.validation(), whole.test());
                Recipe recipe = RecipeDraft.parse(yaml, "lengths").complete(data);
                try (TrainingData shared = new TrainingData(data, recipe);
                        NativeExamples test = new NativeExamples(data.test(), recipe.input(), recipe.target())) {
                    for (int i = 0; i < RATES; i++) {
                        rows.get(i).add(Truth.whole(recipe, shared, test, places.get(i), 101 + seed));
                    }
                }
            }
            results.add(head, new Truth(places, rows).lines());
        }
        return Truth.read(results.get(head));
    }

    /** Every good rate, and the lowest loss. */
    private static String good(Truth truth) {
        double lowest = truth.mean(truth.best());
        String rates = IntStream.range(0, truth.places().size())
                .filter(i -> truth.mean(i) <= (1 + NEAR) * lowest)
                .mapToObj(i -> String.format(Locale.ROOT, "%.1g", Math.pow(10, truth.places().get(i))))
                .collect(Collectors.joining(", "));
        return rates + String.format(Locale.ROOT, " (%.3f)", lowest);
    }
}
