package joyul.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.layer.Shape;
import joyul.model.Model;
import joyul.recipe.Recipe;
import joyul.torch.Precision;

/**
 * Trained weights as a file: PyTorch's names and shapes for the layers in a {@code Sequential}, with the statistics that
 * inference uses as {@code running_mean} and {@code running_var}.
 */
public final class Weights {
    static final String RECIPE = "joyul.recipe";
    private static final String MOVING = ".moving_";

    private Weights() {}

    public static void write(Model model, Recipe recipe, Path file) {
        of(model, recipe).write(file);
    }

    /** The weights as the content of such a file. */
    public static SafeTensors of(Model model, Recipe recipe) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>(model.state());
        // Training's own moving averages stay in the checkpoint: PyTorch has one pair of statistics, that of inference.
        tensors.keySet().removeIf(name -> name.contains(MOVING));
        Map<String, String> metadata = Map.of(RECIPE, Checkpoint.fingerprint(recipe));
        return new SafeTensors(tensors, metadata);
    }

    /** A model with the weights of a file. */
    public static Model read(Path file, Recipe recipe, Shape shape) {
        return model(SafeTensors.read(file), recipe, shape);
    }

    /**
     * The weights of a file that stands beside its recipe, as {@link #of} gave them.
     *
     * @param written the text of the recipe's file: it may be of an older version, whose fingerprint it still has
     * @throws InputException if the weights say that they belong to another recipe
     */
    public static SafeTensors read(Path file, Recipe recipe, String written) {
        SafeTensors weights = SafeTensors.read(file);
        String owner = weights.metadata().get(RECIPE);
        boolean belongs = owner == null
                || owner.equals(Checkpoint.fingerprint(written))
                || owner.equals(Checkpoint.fingerprint(recipe));
        if (!belongs) {
            throw new InputException(file + " belongs to another recipe than the one beside it, which was changed or"
                    + " replaced; put the weights' own recipe back, or train again");
        }
        return weights;
    }

    /** A model with the weights that {@link #of} gave. */
    public static Model model(SafeTensors weights, Recipe recipe, Shape shape) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>(weights.tensors());
        Model model = new Model(recipe.network().with(recipe.normalization()), shape, Precision.FLOAT32);
        for (String name : model.named().keySet()) {
            if (name.contains(MOVING)) {
                tensors.computeIfAbsent(name, absent -> tensors.get(name.replace(MOVING, ".running_")));
            }
        }
        model.load(tensors);
        return model;
    }
}
