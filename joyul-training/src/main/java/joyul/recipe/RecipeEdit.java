package joyul.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import joyul.data.Augmentation;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.Normalization;
import joyul.norm.Statistics;
import joyul.optim.Optimizer;
import joyul.rate.Paced;
import joyul.rate.Schedule;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;

/** A recipe being changed; {@link Recipe#with} checks the whole when the changes are done. */
public final class RecipeEdit {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private boolean everyFollows;
    private boolean everyNamed;

    RecipeEdit(Recipe origin) {
        RecipeForm.tell(origin, (key, value) -> values.put(key.name(), value));
    }

    private RecipeEdit set(String key, @Nullable Object value) {
        if (!values.containsKey(key)) {
            throw new IllegalStateException("a recipe has no " + key);
        }
        values.put(key, value);
        return this;
    }

    private <T> T soFar(Class<T> type, String key) {
        return type.cast(Objects.requireNonNull(values.get(key)));
    }

    public RecipeEdit augmentation(Augmentation value) {
        return set("augmentation", value);
    }

    /** As it is so far. */
    public Network network() {
        return soFar(Network.class, "network");
    }

    public RecipeEdit network(Network value) {
        return set("network", value);
    }

    public RecipeEdit initialization(Initialization value) {
        return set("initialization", value);
    }

    /** As it is so far. */
    public Normalization normalization() {
        return soFar(Normalization.class, "normalization");
    }

    public RecipeEdit normalization(Normalization value) {
        return set("normalization", value);
    }

    public RecipeEdit statistics(Statistics value) {
        return set("statistics", value);
    }

    /** As it is so far. */
    public Loss loss() {
        return soFar(Loss.class, "loss");
    }

    public RecipeEdit loss(Loss value) {
        return set("loss", value);
    }

    /** As it is so far. */
    public int batchSize() {
        return soFar(Integer.class, "batch_size");
    }

    public RecipeEdit batchSize(int value) {
        return set("batch_size", value);
    }

    /** Examples that pass through the network at once; null: the whole batch. */
    public RecipeEdit microBatch(@Nullable Integer value) {
        return set("micro_batch", value);
    }

    public RecipeEdit batchSchedule(@Nullable Schedule value) {
        return set("batch_schedule", value);
    }

    /** As it is so far. */
    public Optimizer optimizer() {
        return soFar(Optimizer.class, "optimizer");
    }

    public RecipeEdit optimizer(Optimizer value) {
        return set("optimizer", value);
    }

    public RecipeEdit learningRate(double value) {
        return set("learning_rate", value);
    }

    /** As it is so far. */
    public Schedule schedule() {
        return soFar(Schedule.class, "schedule");
    }

    /**
     * The schedule; unless {@link #every} is called too, it steps by what its kind counts: a {@code StepLR} by epochs, a
     * {@code OneCycleLR} by optimizer steps.
     */
    public RecipeEdit schedule(Schedule value) {
        everyFollows = !everyNamed;
        return set("schedule", value);
    }

    public RecipeEdit momentumSchedule(@Nullable Schedule value) {
        return set("momentum_schedule", value);
    }

    public RecipeEdit weightDecaySchedule(@Nullable Schedule value) {
        return set("weight_decay_schedule", value);
    }

    public RecipeEdit every(Every value) {
        everyNamed = true;
        everyFollows = false;
        return set("every", value);
    }

    public RecipeEdit clipNorm(@Nullable Double value) {
        return set("clip_norm", value);
    }

    /** As it is so far. */
    public int epochs() {
        return soFar(Integer.class, "epochs");
    }

    public RecipeEdit epochs(int value) {
        return set("epochs", value);
    }

    public RecipeEdit earlyStopping(@Nullable EarlyStop value) {
        return set("early_stopping", value);
    }

    public RecipeEdit guard(Guard value) {
        return set("guard", value);
    }

    public RecipeEdit divergence(double value) {
        return set("divergence", value);
    }

    public RecipeEdit precision(Precision value) {
        return set("precision", value);
    }

    public RecipeEdit threads(int value) {
        return set("threads", value);
    }

    public RecipeEdit seed(long value) {
        return set("seed", value);
    }

    Recipe recipe() {
        if (everyFollows) {
            Paced paced = Paced.of(schedule(), soFar(Every.class, "every").unit());
            set("schedule", paced.schedule()).set("every", Every.of(paced.unit()));
        }
        return RecipeForm.of(key -> values.get(key.name()));
    }
}
