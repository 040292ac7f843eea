package joyul.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import joyul.batch.MemorySize;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.file.AtomicFile;
import joyul.layer.NormPlace;
import joyul.layer.Shape;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.Normalization;
import joyul.norm.Statistics;
import joyul.optim.Optimizer;
import joyul.rate.Schedule;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides one training run, as one immutable value.
 *
 * @param target the scaling of real targets; null for classes
 * @param augmentation how images are changed while they train
 * @param network with places for the normalization
 * @param statistics what normalises at inference
 * @param batchSize examples per optimizer step
 * @param microBatch examples that pass through the network at once, whose gradients are added up; null: the whole batch
 * @param batchSchedule a schedule that would decay a rate, by epochs and validation losses: the batch grows where the rate
 *     would have fallen, in micro-batches of the size it began with; null: the batch stays
 * @param learningRate the base rate that the schedule changes
 * @param momentumSchedule what becomes of the optimizer's momentum (Adam's first beta); null: what the schedule of the
 *     rate says of it
 * @param weightDecaySchedule what becomes of the optimizer's weight decay; null: it stays
 * @param every when the schedulers step
 * @param clipNorm the largest global gradient norm; null: gradients are not clipped
 * @param epochs passes over the training examples
 * @param earlyStopping when the run ends before its last epoch; null: never
 * @param guard what is done about overshoot
 * @param divergence a run has diverged when the mean of its latest 20 batch losses exceeds this multiple of the first
 *     batch's loss, or a loss is not finite
 * @param threads native threads within one operation; bit-identical results need 1
 * @param seed of initialisation, batch order, augmentation and dropout
 */
public record Recipe(
        DataSource data,
        InputScaling input,
        @Nullable TargetScaling target,
        Augmentation augmentation,
        Network network,
        Initialization initialization,
        Normalization normalization,
        Statistics statistics,
        Loss loss,
        int batchSize,
        @Nullable Integer microBatch,
        @Nullable Schedule batchSchedule,
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        @Nullable Schedule momentumSchedule,
        @Nullable Schedule weightDecaySchedule,
        Every every,
        @Nullable Double clipNorm,
        int epochs,
        @Nullable EarlyStop earlyStopping,
        Guard guard,
        double divergence,
        Precision precision,
        int threads,
        long seed) {
    private static final int MOST_THREADS = 1024;

    public Recipe {
        Check.atLeast("batch_size", batchSize, 1);
        if (microBatch != null) {
            Check.atLeast("micro_batch", microBatch, 1);
        }
        if (batchSchedule != null && every != Every.EPOCH) {
            throw InputException.about(
                    "every",
                    "must be epoch with a batch_schedule, for an epoch's steps change with the batch,"
                            + " but was step");
        }
        Check.positive("learning_rate", learningRate);
        if (clipNorm != null) {
            Check.positive("clip_norm", clipNorm);
        }
        Check.atLeast("epochs", epochs, 1);
        Check.that(divergence > 1, "divergence", "above 1", divergence);
        if (precision == Precision.FLOAT64) {
            throw InputException.about(
                    "precision",
                    "must be float32 or bfloat16 in a recipe, but was float64,"
                            + " which serves the checks of gradients");
        }
        // Many more than any machine has; libtorch starts each of them at once.
        Check.within("threads", threads, 1, MOST_THREADS);
        if (network.hasPlaces()) {
            normalization.checkBatch(batchSize, passing(batchSize, microBatch));
        }
        if (momentumSchedule != null && !optimizer.momentumMayMove()) {
            throw InputException.about(
                    "momentum_schedule",
                    "must be left out with a schedule-free optimizer, whose momentum"
                            + " is the place between its two sequences");
        }
        if (optimizer.averages()
                && network.hasPlaces()
                && normalization.layer().isPresent()
                && (statistics instanceof Statistics.Moving || statistics instanceof Statistics.Cumulative)) {
            throw InputException.about(
                    "statistics",
                    "must be precise with a schedule-free optimizer, for running averages"
                            + " are of other weights than those that are evaluated and kept");
        }
    }

    /** Examples that pass through the network at once: the micro-batch, or the whole batch. */
    public int passing() {
        return passing(batchSize, microBatch);
    }

    private static int passing(int batchSize, @Nullable Integer microBatch) {
        return microBatch == null ? batchSize : Math.min(microBatch, batchSize);
    }

    /** Reads a recipe file for data that are loaded already. */
    public static Recipe read(Path file, Data data) {
        return RecipeDraft.read(file).complete(data);
    }

    /** This recipe with some knobs changed: {@code recipe.with(r -> r.learningRate(0.05).batchSize(128))}. */
    public Recipe with(UnaryOperator<RecipeEdit> change) {
        return change.apply(new RecipeEdit(this)).recipe();
    }

    /** Writes the recipe file, whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, yaml());
    }

    /**
     * The YAML text that {@link RecipeDraft} reads back as an equal recipe.
     *
     * @throws InputException if a part is written in Java, so that no file can name it
     */
    public String yaml() {
        requireText();
        return identity();
    }

    /** Refuses what {@link #yaml} would, before anything is done in vain. */
    public void requireText() {
        OwnParts.refuse(this);
    }

    /**
     * What tells this recipe from every other: its YAML text, in which a part that is written in Java stands as
     * {@link joyul.form.Own} tells it. Without such parts it is {@link #yaml}.
     */
    public String identity() {
        return RecipeForm.yaml(this);
    }

    /** The parts that are written in Java, each with what it is: {@code loss example.Focal(gamma=2.0)}; usually none. */
    public List<String> ownParts() {
        return OwnParts.of(this);
    }

    /** Refuses data that do not fit: another checksum, shape, kind of target or number of classes. */
    public void check(Data data) {
        this.data.check(data);
        if (loss.classifies() != data.isClassification()) {
            throw InputException.about(
                    "loss",
                    "must be " + (data.isClassification() ? "cross_entropy" : "mean_squared_error") + " for "
                            + (data.isClassification() ? "class labels" : "real targets"));
        }
        augmentation.check(data.train().shape());
        Network resolved = network.with(normalization);
        resolved.check(shape(data), outputs(data));
        if (batchSize > data.train().size()) {
            throw InputException.about(
                    "batch_size",
                    "must be at most the number of training examples ("
                            + data.train().size() + "), but was " + batchSize);
        }
        Footprint.check(resolved, shape(data), passing(), MemorySize.ofMachine());
    }

    /** How many values per channel are normalised together where the network normalises first; 0: none over examples. */
    public long normalizedTogether(Shape input) {
        long examples = normalization.together(passing());
        return network.places(input).stream()
                .filter(place -> place.layer() instanceof NormPlace)
                .findFirst()
                .map(place -> place.input() instanceof Shape.Image image
                        ? examples * image.height() * image.width()
                        : examples)
                .orElse(0L);
    }

    /** The shape of one example of the data. */
    public static Shape shape(Data data) {
        int[] shape = data.train().shape();
        return shape.length == 3 ? new Shape.Image(shape[0], shape[1], shape[2]) : new Shape.Vector(shape[0]);
    }

    /** How many numbers a network for the data gives: one per class, or one value. */
    public static int outputs(Data data) {
        return data.isClassification() ? data.classes().size() : 1;
    }
}
