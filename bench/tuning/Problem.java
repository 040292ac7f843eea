package tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Targets;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;

/**
 * A network on data, to be tuned or not.
 *
 * @param source of {@link Sources}
 * @param network a preset, or {@code deep} or {@code sigmoid}
 * @param optimizer of the base recipe
 * @param noise share of the training labels that are drawn anew
 * @param images for training, and as many for validation; 0 for all
 * @param isNew whether nobody looked at it while the policy was designed
 */
record Problem(
        String name, String source, String network, String optimizer, double noise, int images, boolean isNew) {
    static final List<Problem> ALL = List.of(
            seen("fashion-mini/cnn-small", "fashion-mini", "cnn-small"),
            seen("fashion-mini/mlp", "fashion-mini", "mlp"),
            seen("digits/mlp", "digits", "mlp"),
            seen("digits/cnn-small", "digits", "cnn-small"),
            seen("fashion-mnist/cnn-small", "fashion-mnist", "cnn-small"),
            seen("fashion-mnist/cnn", "fashion-mnist", "cnn"),
            seen("mnist/mlp", "mnist", "mlp"),
            drawn("mnist/cnn-small", "mnist", "cnn-small", "sgd", 0, 0),
            seen("breast-cancer", "breast-cancer", "mlp"),
            seen("diabetes", "diabetes", "mlp"),
            drawn("digits-table", "digits-table", "mlp", "sgd", 0, 0),
            drawn("deep", "fashion-mini", "deep", "sgd", 0, 0),
            drawn("sigmoid", "fashion-mini", "sigmoid", "sgd", 0, 0),
            seen("adamw", "fashion-mini", "cnn-small").with("adamw"),
            drawn("noisy", "fashion-mini", "cnn-small", "sgd", 0.2, 0),
            drawn("few", "fashion-mini", "cnn-small", "sgd", 0, 200));

    static final List<String> QUICK = List.of("digits/mlp", "digits/cnn-small");

    private static Problem seen(String name, String source, String network) {
        return new Problem(name, source, network, "sgd", 0, 0, false);
    }

    private static Problem drawn(
            String name, String source, String network, String optimizer, double noise, int images) {
        return new Problem(name, source, network, optimizer, noise, images, true);
    }

    private Problem with(String other) {
        return new Problem(name, source, network, other, noise, images, isNew);
    }

    static Problem named(String name) {
        return ALL.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown problem " + name + "; known: "
                        + String.join(", ", ALL.stream().map(Problem::name).toList())));
    }

    /** Its data for a seed, which draws the noise, which few images there are, and the split of a table. */
    Data data(Sources sources, long seed) {
        Data whole = sources.get(source, seed);
        Examples train = images == 0 ? whole.train() : first(whole.train(), seed);
        Examples validation = images == 0 ? whole.validation() : first(whole.validation(), seed);
        return Data.of(source, noise == 0 ? train : noisy(train, seed), validation, whole.test());
    }

    private Examples first(Examples all, long seed) {
        return all.subset(Arrays.copyOf(BatchOrder.permutation(seed, 0, all.size()), images));
    }

    private Examples noisy(Examples clean, long seed) {
        Targets.Labels labels = (Targets.Labels) clean.targets();
        SplittableRandom random = new SplittableRandom(seed);
        int[] values = labels.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < noise) {
                values[i] = random.nextInt(labels.classes().size());
            }
        }
        int[] shape = clean.shape();
        Examples table = Examples.table(clean.features(), new Targets.Labels(values, labels.classes()));
        return clean.isImage() ? table.shaped(shape[0], shape[1], shape[2]) : table;
    }

    /** The default recipe for those data. */
    Recipe recipe(Data data, long seed) {
        String text = "network: " + layers(data) + "\noptimizer: " + optimizer + "\n";
        return RecipeDraft.parse(text, name).complete(data).with(edit -> edit.seed(seed));
    }

    private String layers(Data data) {
        List<String> layers = new ArrayList<>(List.of("flatten"));
        switch (network) {
            case "deep" -> {
                for (int i = 0; i < 8; i++) {
                    layers.addAll(List.of("{type: linear, outputs: 64}", "relu"));
                }
            }
            case "sigmoid" -> {
                for (int i = 0; i < 3; i++) {
                    layers.addAll(List.of("{type: linear, outputs: 100}", "norm", "sigmoid"));
                }
            }
            default -> {
                return network;
            }
        }
        layers.add("{type: linear, outputs: " + Recipe.outputs(data) + "}");
        return layers.toString();
    }
}
