package joyul.train;

import java.nio.file.Path;
import java.util.Map;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.file.Folders;
import joyul.file.SafeTensors;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.model.Folding;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.norm.NoNormalization;
import joyul.norm.Statistics;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import joyul.torch.Tensors;

/**
 * Trained weights for inference, with batch norm folded into the layers beside it, and how far the outputs moved by that.
 *
 * @param recipe of the folded network: for the same data, without normalization where all were folded
 * @param largestDifference of any output on any validation example to that of the network as it was trained
 * @param largestOutput in size, of the network as it was trained
 */
public record Folded(
        Recipe recipe, SafeTensors weights, Folding folding, double largestDifference, double largestOutput) {
    private static final int BATCH = 500;

    /**
     * Folds what {@link Weights#of} gave.
     *
     * @throws InputException if nothing can be folded, with the reasons
     */
    public static Folded of(SafeTensors weights, Recipe recipe, Data data) {
        if (recipe.statistics() instanceof Statistics.OfBatch) {
            throw new InputException(
                    "nothing can be folded: the recipe infers by the statistics of each batch, which are"
                            + " known only then; train with statistics: precise");
        }
        Shape input = Recipe.shape(data);
        Folding folding = Folding.of(recipe.network().with(recipe.normalization()), input, weights.tensors());
        if (folding.steps().isEmpty()) {
            throw new InputException(
                    "the network has no normalization, so there is nothing to fold; export it as it is");
        }
        if (folding.folded() == 0) {
            Folding.Step first = folding.steps().get(0);
            throw new InputException("no normalization can be folded: that at layer " + first.layer()
                    + " cannot, because " + first.reason() + "; export the weights as they are");
        }
        boolean all = folding.folded() == folding.steps().size();
        Recipe folded = recipe.with(r -> {
            r.network(folding.network());
            return all ? r.normalization(new NoNormalization()) : r;
        });
        SafeTensors content =
                new SafeTensors(folding.tensors(), Map.of(Weights.RECIPE, Checkpoint.fingerprint(folded)));
        try (NativeExamples examples = new NativeExamples(data.validation(), recipe.input(), recipe.target());
                Model before = Weights.model(weights, recipe, input);
                Model after = Weights.model(content, folded, input)) {
            double difference = 0;
            double largest = 0;
            try (Gather gather = new Gather(examples)) {
                for (int start = 0; start < examples.size(); start += BATCH) {
                    int length = Math.min(BATCH, examples.size() - start);
                    float[] wanted = outputs(before, gather, start, length);
                    float[] found = outputs(after, gather, start, length);
                    for (int i = 0; i < wanted.length; i++) {
                        difference = Math.max(difference, Math.abs((double) wanted[i] - found[i]));
                        largest = Math.max(largest, Math.abs(wanted[i]));
                    }
                }
            }
            return new Folded(folded, content, folding, difference, largest);
        }
    }

    private static float[] outputs(Model model, Gather gather, int start, int length) {
        try (Scope scope = Scope.open()) {
            return Tensors.floats(model.forward(gather.range(start, length).inputs(), Pass.infer()));
        }
    }

    /** Writes {@code recipe.yaml} and {@code weights.safetensors}, with which {@code joyul predict} works as before. */
    public void write(Path folder) {
        Folders.writable(folder);
        recipe.write(folder.resolve(TrainingFolder.RECIPE));
        weights.write(folder.resolve(TrainingFolder.WEIGHTS));
    }
}
