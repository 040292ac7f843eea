package joyul.tune;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import joyul.batch.BatchRange;
import joyul.batch.Ceilings;
import joyul.check.Check;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.network.Network;
import joyul.network.Presets;
import joyul.probe.FindBatch;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.study.Budget;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;

/**
 * A tune about to run: the question with its settings, each of which has a default.
 *
 * <pre>{@code
 * Tuned won = Joyul.tune(data).network("cnn").fix("batch", 64).range("lr", 0.01, 1).budget(Duration.ofMinutes(3)).run();
 * }</pre>
 */
public final class Tune {
    /** The default budget. */
    public static final Budget BUDGET = Budget.of(Duration.ofSeconds(150));

    /** From this budget on a tenth of it is well spent on the ceilings of the batch size. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int CEILINGS_SHARE = 10;

    private final Data data;
    private final List<UnaryOperator<Knobs>> changes = new ArrayList<>();
    private DataSource source;
    private Network network;
    private @Nullable Precision precision;
    private Budget budget = BUDGET;
    private int jobs = Runtime.getRuntime().availableProcessors();
    private long seed = 1;
    private Path folder = Path.of("joyul-tune");
    private String storage = "";
    private boolean resume;
    private Optional<Ceilings> ceilings = Optional.empty();
    private @Nullable Boolean measuresCeilings;
    private boolean batchIsChosen;
    private Language language = Language.EN;
    private TuneObserver observer = TuneObserver.NONE;

    public Tune(Data data) {
        this.data = data;
        source = DataSource.named(data.name());
        network = Presets.build(
                Presets.standard(Recipe.shape(data), data.train().size()), Recipe.shape(data), Recipe.outputs(data));
    }

    /** The network to tune for, by the name of a preset. */
    public Tune network(String preset) {
        return network(Presets.build(preset, Recipe.shape(data), Recipe.outputs(data)));
    }

    /** The network to tune for; its places for a normalization are what that knob fills. */
    public Tune network(Network value) {
        value.check(Recipe.shape(data), Recipe.outputs(data));
        network = value;
        return this;
    }

    /** The number format to train in; without it, the fastest on this machine, measured in under a second. */
    public Tune precision(Precision value) {
        precision = value;
        return this;
    }

    /** Where the data came from, as the recipe shall say it. */
    public Tune source(DataSource value) {
        source = value;
        return this;
    }

    /** Holds a knob at a value: {@code fix("batch", 64)}, {@code fix("normalization", "none")}. */
    public Tune fix(String knob, Object value) {
        batchIsChosen |= Knobs.isBatch(knob);
        changes.add(knobs -> knobs.fix(knob, value));
        return this;
    }

    /** Searches a knob over a range: {@code range("lr", 0.01, 1)}. */
    public Tune range(String knob, double low, double high) {
        batchIsChosen |= Knobs.isBatch(knob);
        changes.add(knobs -> knobs.range(knob, low, high));
        return this;
    }

    public Tune budget(Duration time) {
        return budget(Budget.of(time));
    }

    public Tune budget(Budget value) {
        budget = value;
        return this;
    }

    /** How many trials run at once, each on one native thread; the number of processors by default. */
    public Tune jobs(int count) {
        jobs = Check.atLeast("jobs", count, 1);
        return this;
    }

    public Tune seed(long value) {
        seed = value;
        return this;
    }

    /** Where everything is written. */
    public Tune folder(Path value) {
        folder = value;
        return this;
    }

    /** Where the study is kept: {@code sqlite:PATH} or {@code memory:}; {@code joyul.db} in the folder by default. */
    public Tune storage(String url) {
        storage = url;
        return this;
    }

    /**
     * The ceilings of the batch size that {@link joyul.probe.FindBatch} measured: they bound the batch sizes that are
     * searched, and their noise scale carries the rate to other sizes.
     */
    public Tune ceilings(Ceilings measured) {
        ceilings = Optional.of(measured);
        return this;
    }

    /**
     * Whether the ceilings of the batch size are measured first, by {@link joyul.probe.FindBatch} in a tenth of the time
     * and at most in its usual time. By default they are from a budget of ten minutes on, unless the batch size is fixed
     * or given a range; with less time the number of examples bounds it.
     */
    public Tune measureCeilings(boolean value) {
        measuresCeilings = value;
        return this;
    }

    /** Goes on with the study in the storage instead of refusing it. */
    public Tune resume(boolean value) {
        resume = value;
        return this;
    }

    /** The language of the report. */
    public Tune language(Language value) {
        language = value;
        return this;
    }

    public Tune observer(TuneObserver value) {
        observer = value;
        return this;
    }

    /** Hears each finished epoch of each trial. */
    public Tune onEpoch(Consumer<TrialEpoch> listener) {
        return observer(new TuneObserver() {
            @Override
            public void onEpoch(TrialEpoch epoch) {
                listener.accept(epoch);
            }
        });
    }

    /**
     * Runs the tune in the calling thread and {@link #jobs} others.
     *
     * @throws joyul.check.InputException if data, settings, folder or storage do not allow it
     */
    public Tuned run() {
        return new Tuner(this).run();
    }

    Data data() {
        return data;
    }

    Recipe base() {
        return Standard.recipe(source.of(data), data, network).with(edit -> edit.seed(seed));
    }

    Optional<Ceilings> ceilings() {
        return ceilings;
    }

    /** How long the ceilings may be measured; empty where they are not. */
    Optional<Duration> forCeilings() {
        boolean usual = !batchIsChosen
                && budget.time().filter(time -> time.compareTo(LONG) >= 0).isPresent();
        if (!(measuresCeilings == null ? usual : measuresCeilings)) {
            return Optional.empty();
        }
        Duration share =
                budget.time().map(time -> time.dividedBy(CEILINGS_SHARE)).orElse(FindBatch.BUDGET);
        return Optional.of(share.compareTo(FindBatch.BUDGET) < 0 ? share : FindBatch.BUDGET);
    }

    Knobs knobs(Recipe base, BatchRange batches) {
        Knobs knobs = Knobs.standard(base, batches);
        for (UnaryOperator<Knobs> change : changes) {
            knobs = change.apply(knobs);
        }
        return knobs;
    }

    @Nullable
    Precision precision() {
        return precision;
    }

    Budget budget() {
        return budget;
    }

    int jobs() {
        return jobs;
    }

    long seed() {
        return seed;
    }

    Path folder() {
        return folder;
    }

    String storage() {
        return storage.isEmpty() ? "sqlite:" + folder.resolve("joyul.db") : storage;
    }

    boolean resume() {
        return resume;
    }

    Language language() {
        return language;
    }

    TuneObserver observer() {
        return observer;
    }
}
