package joyul.tune;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import joyul.batch.BatchRange;
import joyul.batch.Ceilings;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.knob.Knob;
import joyul.knob.Knobs;
import joyul.knob.Problem;
import joyul.layer.Shape;
import joyul.network.Network;
import joyul.network.Presets;
import joyul.probe.FindBatch;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.sampler.TpeSampler;
import joyul.study.Budget;
import joyul.study.Sampler;
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
    private final List<KnobSetting> knobs = new ArrayList<>();
    private final List<Knob> ownKnobs = new ArrayList<>();
    private DataSource source;
    private @Nullable Network network;
    private @Nullable Recipe recipe;
    private @Nullable Begun begun;
    private @Nullable Precision precision;
    private Budget budget = BUDGET;
    private int jobs = Runtime.getRuntime().availableProcessors();
    private @Nullable Long seed;
    private Path folder;
    private String storage = "";
    private boolean resume;
    private Optional<Ceilings> ceilings = Optional.empty();
    private @Nullable Boolean measuresCeilings;
    private Sampler sampler = new TpeSampler();
    private Language language = Language.EN;
    private Listener listener = Listener.NONE;
    private Cancellation cancellation = new Cancellation();

    public Tune(Data data) {
        this.data = data;
        source = DataSource.named(data.name());
        folder = folderOf(data.name());
    }

    /** The usual folder of a tune on data of that name or path: {@code joyul-out/tune-prices} of {@code prices.csv}. */
    public static Path folderOf(String data) {
        Path last = Path.of(data).getFileName();
        String name = last == null ? "data" : last.toString().replaceFirst("(?i)\\.csv$", "");
        return Path.of("joyul-out", "tune-" + name.replaceAll("[^\\p{L}\\p{N}._-]+", "-"));
    }

    /**
     * The data on which the tune in a storage was begun, so that it can go on without being told them.
     *
     * @throws InputException if the storage holds no tune
     */
    public static DataSource dataOf(String storage) {
        return Begun.of(storage)
                .orElseThrow(() -> new InputException(
                        Begun.place(storage) + " holds no tune to go on with; begin one without resume(true)"))
                .source();
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

    /**
     * The recipe whose knobs are turned; without it, the default one for the data. What is no knob stays as it says: the
     * network (unless {@link #network} gives another), its initialisation, the loss. Parts of it may be written in Java:
     * then no {@code recipe.yaml} is written, and {@link Tuned#recipe} is the one to keep.
     */
    public Tune recipe(Recipe value) {
        value.check(data);
        recipe = value;
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
        knobs.add(KnobSetting.fixed(knob, value));
        return this;
    }

    /** Searches a knob over a range: {@code range("lr", 0.01, 1)}. */
    public Tune range(String knob, double low, double high) {
        knobs.add(KnobSetting.searched(knob, low, high));
        return this;
    }

    /**
     * Searches a knob that is not always worth it over its usual range too: {@code search("optimizer")}.
     * {@link Knobs#occasional} lists them.
     */
    public Tune search(String knob) {
        knobs.add(KnobSetting.usual(knob));
        return this;
    }

    /** Searches a knob of one's own too; a tune that goes on needs it again. */
    public Tune knob(Knob own) {
        ownKnobs.add(own);
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

    /** Where everything is written; by default a folder for each data set, {@link #folderOf}. */
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

    /**
     * Goes on with the study in the storage instead of refusing it. Network, knobs and seed are those that it was begun
     * with and need not be said again.
     */
    public Tune resume(boolean value) {
        resume = value;
        return this;
    }

    /** The language of the report. */
    public Tune language(Language value) {
        language = value;
        return this;
    }

    /** One listener more: it hears of each {@link TuneEvent}, from several threads. */
    public Tune listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /** Hears each finished epoch of each trial. */
    public Tune onEpoch(Consumer<TrialEpoch> hearing) {
        return listener(Listener.of(TrialEpoch.class, hearing));
    }

    /** Once cancelled, the tune stops between two steps of its runs, resumable. */
    public Tune cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /**
     * Runs the tune in the calling thread and {@link #jobs} others.
     *
     * @throws joyul.check.InputException if data, settings, folder or storage do not allow it
     */
    public Tuned run() {
        return new Tuner(this).run();
    }

    /** What proposes the points of the search, so that it can be compared with another. */
    Tune sampler(Sampler value) {
        sampler = value;
        return this;
    }

    Sampler sampler() {
        return sampler;
    }

    Data data() {
        return data;
    }

    /** Where the tune goes on with a study, these settings are what that was begun with, but for those that were given. */
    void takeUp(Optional<Begun> before) {
        begun = before.orElse(null);
    }

    /** In what the base recipe differs from that of the study that goes on. */
    List<String> differences(Recipe base) {
        return begun == null ? List.of() : begun.differences(base, data);
    }

    /** What was said of knobs; when a study goes on, what was said when it was begun. */
    List<KnobSetting> knobSettings() {
        return knobs.isEmpty() && begun != null ? begun.knobs() : knobs;
    }

    Recipe base() {
        Recipe given = recipe;
        Recipe start = given != null
                ? given
                : begun == null ? standard() : begun.base(data).orElseGet(this::standard);
        Network chosen = network == null ? start.network() : network;
        long first = seed == null ? start.seed() : seed;
        return start.with(edit -> edit.network(chosen).seed(first));
    }

    private Recipe standard() {
        if (begun != null && network == null) {
            throw begun.needsOwn();
        }
        return Standard.recipe(source.of(data), data, network == null ? standardNetwork() : network);
    }

    private Network standardNetwork() {
        Shape shape = Recipe.shape(data);
        return Presets.build(Presets.standard(shape, data.train().size()), shape, Recipe.outputs(data));
    }

    Optional<Ceilings> ceilings() {
        return ceilings;
    }

    /** How long the ceilings may be measured; empty where they are not. */
    Optional<Duration> forCeilings() {
        boolean usual = knobSettings().stream().noneMatch(each -> Knobs.isBatch(each.knob()))
                && budget.time().filter(time -> time.compareTo(LONG) >= 0).isPresent();
        if (!(measuresCeilings == null ? usual : measuresCeilings)) {
            return Optional.empty();
        }
        Duration share =
                budget.time().map(time -> time.dividedBy(CEILINGS_SHARE)).orElse(FindBatch.BUDGET);
        return Optional.of(share.compareTo(FindBatch.BUDGET) < 0 ? share : FindBatch.BUDGET);
    }

    Knobs knobs(Recipe base, BatchRange batches) {
        Knobs turned = Knobs.standard(new Problem(base, batches, data.train().size(), Recipe.shape(data)));
        for (Knob each : ownKnobs) {
            turned = turned.with(each);
        }
        for (KnobSetting each : knobSettings()) {
            turned = each.on(turned);
        }
        return turned;
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

    Listener listener() {
        return listener;
    }

    Cancellation cancellation() {
        return cancellation;
    }
}
