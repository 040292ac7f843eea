package firstlr;

import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;

/**
 * A recipe as the product completes it where a user names nothing else, on all examples.
 *
 * @param network a preset
 * @param steps that the recipe comes to
 */
record Default(String source, String network, String optimizer, int steps) implements Problem {
    @Override
    public String name() {
        return "default/" + source + "/" + network + "/" + optimizer;
    }

    @Override
    public Data data(Data whole) {
        return whole;
    }

    @Override
    public Recipe recipe(Data data) {
        // Naming SGD would leave out the momentum and decay of the default.
        String named = optimizer.equals("sgd") ? "" : ", optimizer: " + optimizer;
        return RecipeDraft.parse("{network: " + network + named + ", threads: 1}", name()).complete(data);
    }

    @Override
    public Truth.Effort effort() {
        return Truth.Effort.DEFAULTS;
    }
}
