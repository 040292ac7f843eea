package joyul.recipe;

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
    private final Recipe origin;
    private Augmentation augmentation;
    private Network network;
    private Initialization initialization;
    private Normalization normalization;
    private Statistics statistics;
    private Loss loss;
    private int batchSize;
    private @Nullable Integer microBatch;
    private @Nullable Schedule batchSchedule;
    private Optimizer optimizer;
    private double learningRate;
    private Schedule schedule;
    private @Nullable Schedule momentumSchedule;
    private @Nullable Schedule weightDecaySchedule;
    private Every every;
    private boolean everyFollows;
    private boolean everyNamed;
    private @Nullable Double clipNorm;
    private int epochs;
    private @Nullable EarlyStop earlyStopping;
    private Guard guard;
    private double divergence;
    private Precision precision;
    private int threads;
    private long seed;

    RecipeEdit(Recipe origin) {
        this.origin = origin;
        augmentation = origin.augmentation();
        network = origin.network();
        initialization = origin.initialization();
        normalization = origin.normalization();
        statistics = origin.statistics();
        loss = origin.loss();
        batchSize = origin.batchSize();
        microBatch = origin.microBatch();
        batchSchedule = origin.batchSchedule();
        optimizer = origin.optimizer();
        learningRate = origin.learningRate();
        schedule = origin.schedule();
        momentumSchedule = origin.momentumSchedule();
        weightDecaySchedule = origin.weightDecaySchedule();
        every = origin.every();
        clipNorm = origin.clipNorm();
        epochs = origin.epochs();
        earlyStopping = origin.earlyStopping();
        guard = origin.guard();
        divergence = origin.divergence();
        precision = origin.precision();
        threads = origin.threads();
        seed = origin.seed();
    }

    public RecipeEdit augmentation(Augmentation value) {
        augmentation = value;
        return this;
    }

    /** As it is so far. */
    public Network network() {
        return network;
    }

    public RecipeEdit network(Network value) {
        network = value;
        return this;
    }

    public RecipeEdit initialization(Initialization value) {
        initialization = value;
        return this;
    }

    /** As it is so far. */
    public Normalization normalization() {
        return normalization;
    }

    public RecipeEdit normalization(Normalization value) {
        normalization = value;
        return this;
    }

    public RecipeEdit statistics(Statistics value) {
        statistics = value;
        return this;
    }

    /** As it is so far. */
    public Loss loss() {
        return loss;
    }

    public RecipeEdit loss(Loss value) {
        loss = value;
        return this;
    }

    /** As it is so far. */
    public int batchSize() {
        return batchSize;
    }

    public RecipeEdit batchSize(int value) {
        batchSize = value;
        return this;
    }

    /** Examples that pass through the network at once; null: the whole batch. */
    public RecipeEdit microBatch(@Nullable Integer value) {
        microBatch = value;
        return this;
    }

    public RecipeEdit batchSchedule(@Nullable Schedule value) {
        batchSchedule = value;
        return this;
    }

    /** As it is so far. */
    public Optimizer optimizer() {
        return optimizer;
    }

    public RecipeEdit optimizer(Optimizer value) {
        optimizer = value;
        return this;
    }

    public RecipeEdit learningRate(double value) {
        learningRate = value;
        return this;
    }

    /** As it is so far. */
    public Schedule schedule() {
        return schedule;
    }

    /**
     * The schedule; unless {@link #every} is called too, it steps by what its kind counts: a {@code StepLR} by epochs, a
     * {@code OneCycleLR} by optimizer steps.
     */
    public RecipeEdit schedule(Schedule value) {
        schedule = value;
        everyFollows = !everyNamed;
        return this;
    }

    public RecipeEdit momentumSchedule(@Nullable Schedule value) {
        momentumSchedule = value;
        return this;
    }

    public RecipeEdit weightDecaySchedule(@Nullable Schedule value) {
        weightDecaySchedule = value;
        return this;
    }

    public RecipeEdit every(Every value) {
        every = value;
        everyNamed = true;
        everyFollows = false;
        return this;
    }

    public RecipeEdit clipNorm(@Nullable Double value) {
        clipNorm = value;
        return this;
    }

    /** As it is so far. */
    public int epochs() {
        return epochs;
    }

    public RecipeEdit epochs(int value) {
        epochs = value;
        return this;
    }

    public RecipeEdit earlyStopping(@Nullable EarlyStop value) {
        earlyStopping = value;
        return this;
    }

    public RecipeEdit guard(Guard value) {
        guard = value;
        return this;
    }

    public RecipeEdit divergence(double value) {
        divergence = value;
        return this;
    }

    public RecipeEdit precision(Precision value) {
        precision = value;
        return this;
    }

    public RecipeEdit threads(int value) {
        threads = value;
        return this;
    }

    public RecipeEdit seed(long value) {
        seed = value;
        return this;
    }

    Recipe recipe() {
        if (everyFollows) {
            Paced paced = Paced.of(schedule, every.unit());
            schedule = paced.schedule();
            every = Every.of(paced.unit());
        }
        return new Recipe(
                origin.data(),
                origin.input(),
                origin.target(),
                augmentation,
                network,
                initialization,
                normalization,
                statistics,
                loss,
                batchSize,
                microBatch,
                batchSchedule,
                optimizer,
                learningRate,
                schedule,
                momentumSchedule,
                weightDecaySchedule,
                every,
                clipNorm,
                epochs,
                earlyStopping,
                guard,
                divergence,
                precision,
                threads,
                seed);
    }
}
