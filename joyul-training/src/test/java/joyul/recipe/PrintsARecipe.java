package joyul.recipe;

import joyul.data.Data;

/** What {@code joyul recipe} does: started in a JVM of its own that must not load libtorch. */
final class PrintsARecipe {
    private PrintsARecipe() {}

    public static void main(String[] arguments) {
        Data data = Data.load("fashion-mini");
        RecipeDraft draft = RecipeDraft.parse(
                "{network: cnn, normalization: {type: ghost_batch_norm, size: 32}, optimizer: adamw,"
                        + " schedule: 'StepLR(30)'}",
                "recipe.yaml");
        Recipe recipe = draft.set("batch_size=96").complete(data);
        String text = recipe.with(r -> r.learningRate(0.25)).yaml();
        if (!RecipeDraft.parse(text, "printed").complete(data).yaml().equals(text)) {
            throw new AssertionError(text);
        }
    }
}
