package joyul.train;

import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.loss.Loss;
import joyul.model.BatchGradient;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.norm.Statistics;
import joyul.optim.Clip;
import joyul.optim.Optimizer;
import joyul.recipe.Recipe;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recipe, the same in training and in every probe: {@link #gradient} runs forward, loss and backward over as
 * many micro-batches as the recipe asks for, {@link #update} clips and moves the weights. Whoever makes steps does so
 * inside a {@link joyul.torch.Scope}, and owns model and optimizer. Used by one thread; close it to free the memory.
 */
public final class TrainingStep implements AutoCloseable {
    private final Model model;
    private final @Nullable Double clipNorm;
    private final boolean averagesAll;
    private final Gather gather;
    private final Loss.Run loss;
    private final BatchGradient gradient;

    /** Steps of a model on examples; what normalises over examples sees as many at once as in the recipe's training. */
    public TrainingStep(Recipe recipe, Model model, NativeExamples examples) {
        this(recipe, model, examples, recipe.passing());
    }

    private TrainingStep(Recipe recipe, Model model, NativeExamples examples, int passing) {
        this.model = model;
        clipNorm = recipe.clipNorm();
        averagesAll = recipe.statistics() instanceof Statistics.Cumulative;
        gather = new Gather(examples, recipe.augmentation());
        loss = recipe.loss().start(model.precision().exact());
        gradient = new BatchGradient(model, loss, gather, passing);
    }

    /** Steps on batches of any size, which pass through the network whole unless the recipe names a micro-batch. */
    public static TrainingStep ofAnySize(Recipe recipe, Model model, NativeExamples examples) {
        Integer microBatch = recipe.microBatch();
        return new TrainingStep(recipe, model, examples, microBatch == null ? examples.size() : microBatch);
    }

    /** The model that a recipe trains on examples of a shape, with weights that are not drawn yet. */
    public static Model model(Recipe recipe, Shape shape) {
        return model(recipe, shape, recipe.precision());
    }

    /** That model in a precision of choice. */
    public static Model model(Recipe recipe, Shape shape, Precision precision) {
        return new Model(recipe.network().with(recipe.normalization()), shape, precision);
    }

    /** Sets the order that batches are cut from, and the seed and epoch by which images in it are changed. */
    public void order(int[] rows, long seed, int epoch) {
        gather.order(rows, seed, epoch);
    }

    /** What a training step draws and averages by: all of it follows from the run's seed and the step's place. */
    public Pass pass(long seed, long step) {
        return Pass.train(seed + step, step).averagingAll(averagesAll);
    }

    /**
     * Overwrites the model's gradients with those of a batch.
     *
     * @param start the batch's place in the order
     * @return the mean loss over the batch
     */
    public double gradient(int start, int length, Pass pass) {
        return gradient.of(start, length, pass);
    }

    /** Moves the weights by the gradients as they stand, clipped where the recipe says so. */
    public void update(Optimizer.Run optimizer, Optimizer.Setting setting) {
        if (clipNorm != null) {
            Clip.byNorm(model.gradients(), clipNorm);
        }
        optimizer.step(setting);
    }

    @Override
    public void close() {
        gradient.close();
        gather.close();
        loss.close();
    }
}
