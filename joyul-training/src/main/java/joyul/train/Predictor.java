package joyul.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import joyul.check.Check;
import joyul.check.Counted;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.file.SafeTensors;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that predicts: weights, and the recipe that says how inputs are scaled and what the outputs mean.
 * Used by one thread at a time; close it to free the memory.
 */
public final class Predictor implements AutoCloseable {
    private final Recipe recipe;
    private final Model model;
    private final int[] shape;
    private final List<String> classes;

    /**
     * A network with the weights that {@link Weights#of} gave.
     *
     * @param trainedOn the data of the recipe: they know the shape of an example and the names of the classes
     */
    public Predictor(SafeTensors weights, Recipe recipe, Data trainedOn) {
        this.recipe = recipe;
        shape = trainedOn.train().shape();
        classes = trainedOn.classes();
        model = Weights.model(weights, recipe, Recipe.shape(trainedOn));
    }

    /**
     * What a training or a tune left in a folder.
     *
     * @throws InputException if the folder holds no recipe or no weights, or they do not belong together or to these
     *     data
     */
    public static Predictor open(Path folder, Data trainedOn) {
        Path file = folder.resolve(TrainingFolder.RECIPE);
        Recipe recipe = Recipe.read(file, trainedOn);
        Path weights = folder.resolve(TrainingFolder.WEIGHTS);
        if (!Files.exists(weights)) {
            throw new InputException(folder + " holds no " + TrainingFolder.WEIGHTS
                    + ": the run has not ended; go on with it by TrainingFolder.resumed");
        }
        return new Predictor(Weights.read(weights, recipe, RecipeDraft.text(file)), recipe, trainedOn);
    }

    /** How a recipe's statistics infer outputs once it is trained. */
    public static Evaluation.Inference inference(Recipe recipe) {
        return Assessment.inference(recipe, Long.MAX_VALUE);
    }

    /**
     * Predicts from inputs as they are stored, unscaled.
     *
     * @throws InputException if an input has not as many numbers as the network takes
     */
    public Predictions predict(Features inputs) {
        try (NativeExamples copied = copied(inputs)) {
            float[][] outputs = Evaluation.outputs(model, recipe.loss(), copied, inference(recipe));
            return new Predictions(inTheirUnit(outputs, recipe.target()), classes);
        }
    }

    /** Outputs as what they stand for; rounded to single precision where that loses nothing that the network knows. */
    private static double[][] inTheirUnit(float[][] outputs, @Nullable TargetScaling scaling) {
        double[][] mapped = new double[outputs.length][];
        for (int row = 0; row < mapped.length; row++) {
            mapped[row] = new double[outputs[row].length];
            for (int i = 0; i < mapped[row].length; i++) {
                double output = outputs[row][i];
                double value = scaling == null ? output : output * scaling.std() + scaling.mean();
                mapped[row][i] = scaling == null || scaling.needsDouble() ? value : (float) value;
            }
        }
        return mapped;
    }

    /**
     * Normalises from now on by the statistics of these inputs rather than those of training: for data from another
     * domain, without labels. Nothing changes where no normalization keeps statistics.
     *
     * @throws InputException if there are fewer than two inputs, or they are not of the shape that the network takes
     */
    public void adapt(Features inputs) {
        Check.atLeast("number of inputs to adapt to", inputs.size(), 2);
        int[] order = new int[inputs.size()];
        Arrays.setAll(order, i -> i);
        int batch = Math.min(recipe.batchSize(), inputs.size());
        try (NativeExamples copied = copied(inputs)) {
            Evaluation.estimatePopulation(
                    model,
                    copied,
                    order,
                    new Evaluation.Sample(
                            batch,
                            Math.min(batch, recipe.passing()),
                            order.length,
                            Long.MAX_VALUE,
                            recipe.augmentation()));
        }
    }

    private NativeExamples copied(Features inputs) {
        int wanted = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (inputs.perExample() != wanted) {
            throw new InputException(
                    "the network takes " + Counted.of(wanted, "number", "numbers") + " per example, but the data have "
                            + inputs.perExample() + "; give data like those it was trained on");
        }
        // Nothing reads the targets; they only complete the examples.
        Targets none = classes.isEmpty()
                ? new Targets.Values(new float[inputs.size()])
                : new Targets.Labels(new int[inputs.size()], classes);
        Examples table = Examples.table(inputs, none);
        Examples examples = shape.length == 3 ? table.shaped(shape[0], shape[1], shape[2]) : table;
        return new NativeExamples(examples, recipe.input(), recipe.target());
    }

    @Override
    public void close() {
        model.close();
    }
}
