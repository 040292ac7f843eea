package firstlr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import joyul.data.BatchOrder;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;

/**
 * A training put together from parts.
 *
 * @param source of {@link Sources}
 * @param examples for training, of those the source has
 * @param network of {@link #NETWORKS}
 * @param optimizer {@code sgd} or {@code adamw}
 * @param schedule of {@link #SCHEDULES}
 * @param steps about how many optimizer steps the whole run has
 */
record Composed(
        String source, int examples, String network, boolean norm, int batch, String optimizer, String schedule, int steps)
        implements Problem {
    static final List<String> NETWORKS = List.of("mlp", "tanh", "sigmoid", "cnn");
    static final List<String> SCHEDULES = List.of("cosine", "linear", "constant", "onecycle");
    private static final int MOST_VALIDATION = 600;

    @Override
    public String name() {
        return String.format(
                Locale.ROOT,
                "%s-%d/%s%s/b%d/%s/%s/%d",
                source, examples, network, norm ? "+bn" : "", batch, optimizer, schedule, steps);
    }

    /** The examples: the first of a seeded order for training, and at most 600 for validation. */
    @Override
    public Data data(Data whole) {
        return Data.of(
                name(),
                first(whole.train(), examples),
                first(whole.validation(), MOST_VALIDATION),
                first(whole.test(), 10));
    }

    static Examples first(Examples all, int count) {
        return all.subset(Arrays.copyOf(BatchOrder.permutation(7, 0, all.size()), Math.min(count, all.size())));
    }

    @Override
    public Recipe recipe(Data data) {
        int perEpoch = new Batches(data.train().size(), Math.min(batch, data.train().size()), Batches.Remainder.SKIP_ONE).count();
        int epochs = Math.max(1, (steps + perEpoch / 2) / perEpoch);
        String optimizing = optimizer.equals("sgd") ? "{type: sgd, momentum: 0.9, weight_decay: 5e-4}" : "{type: adamw}";
        String shape = data.train().isImage() ? image(data.train().shape()[1] >= 16) : "";
        String layers = layers(data.train().isImage(), Recipe.outputs(data), shape);
        return RecipeDraft.parse(
                        "network: [" + layers + "]\nnormalization: " + (norm ? "batch_norm" : "none") + "\nbatch_size: "
                                + Math.min(batch, data.train().size()) + "\noptimizer: " + optimizing + "\nschedule: \""
                                + scheduleText() + "\"\nevery: step\ndivergence: 1e9\nepochs: " + epochs + "\nlearning_rate: 0.1\n",
                        name())
                .complete(data);
    }

    private String scheduleText() {
        return switch (schedule) {
            case "cosine" -> "Warmup(steps='5%', then=CosineAnnealingLR())";
            case "linear" -> "LinearLR(start_factor=1.0, end_factor=0.0, total_iters='100%')";
            case "constant" -> "constant()";
            default -> "OneCycleLR()";
        };
    }

    private String layers(boolean image, int outputs, String convolutions) {
        String flatten = image ? "flatten, " : "";
        String last = "{type: linear, outputs: " + outputs + "}";
        return switch (network) {
            case "mlp" -> flatten + "{type: linear, outputs: 64}, norm, relu, {type: linear, outputs: 64}, norm, relu, " + last;
            case "cnn" -> convolutions + last;
            default -> flatten + ("{type: linear, outputs: 40}, norm, " + network + ", ").repeat(5) + last;
        };
    }

    private static String image(boolean large) {
        String first = large
                ? "{type: conv, channels: 6, kernel: 5, stride: 2, padding: 2}, norm, relu, "
                : "{type: conv, channels: 8}, norm, relu, ";
        return first + "{type: conv, channels: 12, kernel: 3, stride: 2, padding: 1}, norm, relu, max_pool, flatten, ";
    }
}
