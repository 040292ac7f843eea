package joyul.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import joyul.batch.MemorySize;
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
 * <p>Each part is a record of its own, which holds its keys in a recipe file, their defaults and their checks. The values
 * themselves are read here: {@code recipe.batchSize()}.
 */
public record Recipe(
        ScaledData scaledData,
        Learner learner,
        BatchPlan batch,
        Descent descent,
        Extent extent,
        Safety safety,
        Execution execution) {
    public Recipe {
        if (batch.schedule() != null && descent.every() != Every.EPOCH) {
            throw InputException.about(
                    "every",
                    "must be epoch with a batch_schedule, for an epoch's steps change with the batch,"
                            + " but was step");
        }
        if (learner.network().hasPlaces()) {
            learner.normalization().checkBatch(batch.size(), batch.passing());
        }
        if (descent.optimizer().averages() && learner.keepsRunningAverages()) {
            throw InputException.about(
                    "statistics",
                    "must be precise with a schedule-free optimizer, for running averages"
                            + " are of other weights than those that are evaluated and kept");
        }
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
        data().check(data);
        if (loss().classifies() != data.isClassification()) {
            throw InputException.about(
                    "loss",
                    "must be " + (data.isClassification() ? "cross_entropy" : "mean_squared_error") + " for "
                            + (data.isClassification() ? "class labels" : "real targets"));
        }
        augmentation().check(data.train().shape());
        Network resolved = network().with(normalization());
        resolved.check(shape(data), outputs(data));
        if (batchSize() > data.train().size()) {
            throw InputException.about(
                    "batch_size",
                    "must be at most the number of training examples ("
                            + data.train().size() + "), but was " + batchSize());
        }
        Footprint.check(resolved, shape(data), passing(), MemorySize.ofMachine());
    }

    /** How many values per channel are normalised together where the network normalises first; 0: none over examples. */
    public long normalizedTogether(Shape input) {
        long examples = normalization().together(passing());
        return network().places(input).stream()
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

    public DataSource data() {
        return scaledData.source();
    }

    public InputScaling input() {
        return scaledData.input();
    }

    public @Nullable TargetScaling target() {
        return scaledData.target();
    }

    /** How images are changed while they train. */
    public Augmentation augmentation() {
        Augmentation augmentation = scaledData.augmentation();
        return augmentation == null ? Augmentation.NONE : augmentation;
    }

    public Network network() {
        return learner.network();
    }

    public Initialization initialization() {
        return learner.initialization();
    }

    public Normalization normalization() {
        return learner.normalization();
    }

    public Statistics statistics() {
        return learner.statistics();
    }

    public Loss loss() {
        return learner.loss();
    }

    public int batchSize() {
        return batch.size();
    }

    public @Nullable Integer microBatch() {
        return batch.micro();
    }

    public @Nullable Schedule batchSchedule() {
        return batch.schedule();
    }

    public int passing() {
        return batch.passing();
    }

    public Optimizer optimizer() {
        return descent.optimizer();
    }

    public double learningRate() {
        return descent.learningRate();
    }

    public Schedule schedule() {
        return descent.schedule();
    }

    public @Nullable Schedule momentumSchedule() {
        return descent.momentumSchedule();
    }

    public @Nullable Schedule weightDecaySchedule() {
        return descent.weightDecaySchedule();
    }

    public Every every() {
        return descent.every();
    }

    public @Nullable Double clipNorm() {
        return descent.clipNorm();
    }

    public int epochs() {
        return extent.epochs();
    }

    public @Nullable EarlyStop earlyStopping() {
        return extent.earlyStopping();
    }

    public Guard guard() {
        return safety.guard();
    }

    public double divergence() {
        return safety.divergence();
    }

    public Precision precision() {
        return execution.precision();
    }

    public int threads() {
        return execution.threads();
    }

    public long seed() {
        return execution.seed();
    }
}
