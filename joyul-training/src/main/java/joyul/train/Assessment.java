package joyul.train;

import java.util.Optional;
import joyul.data.BatchOrder;
import joyul.explain.AveragesGap;
import joyul.layer.Population;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Scores;
import joyul.norm.Statistics;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import org.bytedeco.pytorch.Tensor;

/** How a model in training does on the validation examples, with the statistics of normalization as its recipe wants. */
final class Assessment {
    /** How many examples the precise statistics are from that others are compared with. */
    private static final Statistics PRECISE = new Statistics.Precise(2_000);

    private final Recipe recipe;
    private final TrainingData data;
    private final Model model;

    Assessment(Recipe recipe, TrainingData data, Model model) {
        this.recipe = recipe;
        this.data = data;
        this.model = model;
    }

    /** How outputs are inferred under a recipe, after so many optimizer steps. */
    static Evaluation.Inference inference(Recipe recipe, long step) {
        return recipe.statistics() instanceof Statistics.OfBatch
                ? Evaluation.Inference.byBatch(recipe.passing(), step)
                : Evaluation.Inference.byPopulation();
    }

    /** Scores after the statistics of normalization were brought up to date. */
    Scores scores(int finishedEpochs, long step) {
        update(recipe.statistics(), finishedEpochs, step);
        return Evaluation.of(model, recipe.loss(), data.validation(), inference(recipe, step));
    }

    private void update(Statistics statistics, int finishedEpochs, long step) {
        if (statistics instanceof Statistics.Precise precise) {
            estimate(data.train(), precise.examples(), finishedEpochs, step);
        } else if (statistics instanceof Statistics.OfData other) {
            estimate(data.domain().orElseThrow(), other.examples(), finishedEpochs, step);
        } else {
            model.populations().forEach(Population::useRunningAverages);
        }
    }

    private void estimate(NativeExamples from, int examples, int finishedEpochs, long step) {
        int[] order = BatchOrder.permutation(recipe.seed(), finishedEpochs, from.size());
        int batch = Math.min(recipe.batchSize(), from.size());
        Evaluation.estimatePopulation(
                model,
                from,
                order,
                new Evaluation.Sample(batch, recipe.passing(), examples, step, recipe.augmentation()));
    }

    /**
     * How far the moving averages are from precise statistics, and what that costs; empty where no normalization keeps
     * statistics. Leaves them as they were.
     */
    Optional<AveragesGap> gap(int finishedEpochs, long step) {
        if (model.populations().isEmpty()) {
            return Optional.empty();
        }
        try (Scope scope = Scope.open()) {
            Tensor before = model.statistics().clone();
            update(PRECISE, finishedEpochs, step);
            Optional<AveragesGap> gap = Averages.gap(model, recipe.loss(), data.validation());
            model.statistics().copy_(before);
            return gap;
        }
    }
}
