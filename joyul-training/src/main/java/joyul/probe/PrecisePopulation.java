package joyul.probe;

import java.util.stream.IntStream;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/** A model that infers with precise statistics for a while; closing puts back what it inferred with before. */
final class PrecisePopulation implements AutoCloseable {
    private final Model model;
    private final Tensor kept;

    /**
     * Estimates the population under the weights as they are.
     *
     * @param examples what it is estimated from, in batches as the recipe has them
     * @param step optimizer steps made
     */
    PrecisePopulation(Model model, NativeExamples examples, Recipe recipe, long step) {
        this.model = model;
        try (Scope scope = Scope.open()) {
            kept = Torch.keep(model.statistics().clone());
        }
        int[] order = IntStream.range(0, examples.size()).toArray();
        int batch = Math.min(recipe.batchSize(), examples.size());
        Evaluation.estimatePopulation(
                model,
                examples,
                order,
                new Evaluation.Sample(batch, recipe.passing(), examples.size(), step, recipe.augmentation()));
    }

    Model model() {
        return model;
    }

    @Override
    public void close() {
        try (Scope scope = Scope.open()) {
            model.statistics().copy_(kept);
        }
        kept.close();
    }
}
