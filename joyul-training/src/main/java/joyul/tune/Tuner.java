package joyul.tune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import joyul.batch.Ceilings;
import joyul.batch.MemorySize;
import joyul.check.Counted;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.file.FolderLock;
import joyul.file.Folders;
import joyul.file.MachineFacts;
import joyul.knob.Knobs;
import joyul.probe.FindBatch;
import joyul.recipe.Recipe;
import joyul.run.Listener;
import joyul.search.Search;
import joyul.storage.Storages;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.WorkerPool;
import joyul.torch.Precision;
import joyul.torch.Torch;
import joyul.train.EngineSpeed;
import joyul.train.TrainingData;
import joyul.train.TrainingFolder;

/** A tune at work: measures the pace, searches, confirms on fresh seeds, reads the test set once, and writes. */
final class Tuner {
    /** The study's name in its storage. */
    static final String STUDY = "tune";

    private static final String SETTINGS = "joyul:settings";
    private static final String NETWORK = "network";
    private static final String SPACE = "space";
    private static final String LENGTHS = "joyul:lengths";
    private static final String PRECISION = "joyul:precision";

    /** One in so many trials of a counted budget is for the race. */
    private static final int STRENGTHENED_SHARE = 4;

    private final Tune settings;
    private final Listener listener;
    private final Data data;
    private final Stopwatch watch;
    private final Recipe base;
    private final int jobs;
    private BatchSizes batches;
    private Knobs knobs;
    private Recipes recipes;

    Tuner(Tune settings) {
        this.settings = settings;
        listener = settings.listener();
        data = settings.data();
        settings.takeUp(settings.resume() ? Begun.of(settings.storage()) : Optional.empty());
        base = settings.base();
        batches = BatchSizes.counted(data.train().size());
        knobs = settings.knobs(base, batches.range());
        recipes = new Recipes(knobs, base);
        jobs = Math.min(settings.jobs(), Runtime.getRuntime().availableProcessors());
        base.check(data);
        Corners.check(knobs, base, data);
        // Loading libtorch takes seconds the first time, and is no part of the budget.
        Torch.start();
        double total =
                settings.budget().time().map(time -> time.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
        watch = new Stopwatch(settings.cancellation(), total);
    }

    Tuned run() {
        Folders.writable(settings.folder());
        try (FolderLock held = FolderLock.hold(settings.folder());
                Storage storage = Storages.open(settings.storage());
                TrainingData shared = new TrainingData(data, base)) {
            refuseOverwriting(storage);
            sayJobs();
            sayOwnParts();
            batches = batches(storage);
            knobs = settings.knobs(base, batches.range());
            Corners.check(knobs, base, data);
            Study study = Search.study(storage, STUDY)
                    .sampler(settings.sampler())
                    .space(knobs.space())
                    .seed(base.seed())
                    .minimize();
            checkSettings(study);
            if (!batches.facts().isEmpty()) {
                study.note(BatchSizes.ATTRIBUTE, batches.facts());
            }
            recipes = inPrecision(study);
            Runs runs = new Runs(shared, listener);
            Pace pace = pace(study, runs);
            if (study.trials().isEmpty()) {
                List<Recipe> carried =
                        BatchPriors.of(base, batches.range(), data.train().size(), batches.noiseScale());
                knobs.priors(carried).forEach(study::enqueue);
            }
            RaceClock clock = new RaceClock(study, pace, watch, jobs);
            Lengthening lengthening = lengthening();
            SearchLoop search = search(study, runs, pace, lengthening);
            Race race = new Race(
                    study, recipes, runs, pace, new FreshRuns(settings.folder()), lengthening, clock, listener);
            new WorkerPool<>(new Course(search, race, clock, () -> sayRacing(clock))).run(jobs, "joyul-job");
            listener.on(new PhaseBegun(Phase.FINISHING, "the test set, recipe, weights and tables", watch.left()));
            if (!watch.userStops()) {
                search.endPaused();
            }
            return new Handover(new Winners(settings, study, recipes, pace, watch))
                    .of(search, race.candidates(), jobs, batches.facts());
        }
    }

    private void refuseOverwriting(Storage storage) {
        OptionalLong known = storage.findStudy(STUDY);
        if (!settings.resume() && known.isPresent()) {
            long ended = storage.trials(known.getAsLong()).stream()
                    .filter(Trial::taught)
                    .count();
            throw new InputException(Begun.place(settings.storage()) + " holds a tune of "
                    + Counted.of(ended, "trial", "trials") + " already; go on with it by resume(true), or begin another"
                    + " in another folder by folder(PATH)");
        }
    }

    /** More jobs than processors would only share them, and runs that are planned for so many could not end in time. */
    private void sayJobs() {
        if (jobs < settings.jobs()) {
            listener.on(new PhaseBegun(
                    Phase.MEASURING,
                    Counted.of(jobs, "job", "jobs") + " instead of " + settings.jobs() + ": this machine has "
                            + Counted.of(jobs, "processor", "processors") + " for them",
                    watch.left()));
        }
    }

    /** The sizes to search: those the study began with, those that the ceilings allow, or those of so many examples. */
    private BatchSizes batches(Storage storage) {
        OptionalLong begun = storage.findStudy(STUDY);
        if (begun.isPresent()
                && storage.studyAttributes(begun.getAsLong()).get(BatchSizes.ATTRIBUTE) instanceof Map<?, ?> kept) {
            return BatchSizes.kept(kept);
        }
        if (settings.ceilings().isPresent()) {
            return BatchSizes.measured(settings.ceilings().get(), base.batchSize());
        }
        Optional<Duration> time = begun.isPresent() ? Optional.empty() : settings.forCeilings();
        BatchSizes found = time.map(this::measureCeilings).orElse(batches);
        if (time.isPresent() && watch.userStops()) {
            // What was measured by then would bound the whole search.
            throw new InputException("stopped while measuring, before the first trial; nothing is lost");
        }
        return found;
    }

    private BatchSizes measureCeilings(Duration time) {
        listener.on(new PhaseBegun(Phase.MEASURING, "the ceilings of the batch size", watch.left()));
        try {
            Ceilings ceilings = new FindBatch(base, data)
                    .budget(time)
                    .memory(new MemorySize(MemorySize.available().bytes() / jobs))
                    .listener(listener)
                    .cancellation(settings.cancellation())
                    .run()
                    .ceilings();
            BatchSizes measured = BatchSizes.measured(ceilings, base.batchSize());
            listener.on(new PhaseBegun(
                    Phase.MEASURING,
                    "batch sizes from " + measured.range().from() + " to "
                            + measured.range().to() + " are worth trying",
                    watch.left()));
            return measured;
        } catch (InputException untold) {
            // What stops the measurement need not stop the tune: its trials meet the same, one by one.
            if (!watch.userStops()) {
                listener.on(new PhaseBegun(
                        Phase.MEASURING, "no ceilings of the batch size: " + untold.line(), watch.left()));
            }
            return batches;
        }
    }

    /** A study goes on only with the data, network and space it was begun with. */
    private void checkSettings(Study study) {
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("data", base.data().checksum());
        now.put(NETWORK, String.join(" ", base.network().names()));
        now.put(SPACE, knobs.space().parameters().toString());
        Object before = study.attributes().get(SETTINGS);
        if (before == null) {
            study.note(SETTINGS, now);
            Begun.note(study, base, settings.knobSettings());
            return;
        }
        Map<?, ?> kept = before instanceof Map<?, ?> map ? map : Map.of();
        List<String> differences = new ArrayList<>(settings.differences(base));
        if (!Objects.equals(kept.get("data"), now.get("data"))) {
            differences.add("the data are others");
        }
        if (differences.isEmpty() && !Objects.equals(kept.get(NETWORK), now.get(NETWORK))) {
            differences.add("the network is " + now.get(NETWORK) + ", but was " + kept.get(NETWORK));
        }
        if (!Objects.equals(kept.get(SPACE), now.get(SPACE))) {
            differences.add("the ranges or values of its knobs are others");
        }
        if (!differences.isEmpty()) {
            throw new InputException("the tune in " + Begun.place(settings.storage()) + " was begun otherwise: "
                    + String.join("; ", differences)
                    + "; go on with the same, or begin another in another folder by folder(PATH)");
        }
    }

    /** Says before anything is trained what will not be written. */
    private void sayOwnParts() {
        if (!base.ownParts().isEmpty()) {
            listener.on(new PhaseBegun(
                    Phase.MEASURING,
                    "no " + TrainingFolder.RECIPE + " will be written, for a file cannot name the "
                            + String.join(", the ", base.ownParts()) + "; keep the recipe of the result",
                    watch.left()));
        }
    }

    /** In the number format that was asked for, that the study began with, or that is the fastest here. */
    private Recipes inPrecision(Study study) {
        Precision chosen = settings.precision();
        if (chosen == null && study.attributes().get(PRECISION) instanceof String kept) {
            chosen = Precision.valueOf(kept.toUpperCase(Locale.ROOT));
        }
        if (chosen == null) {
            listener.on(new PhaseBegun(Phase.MEASURING, "which precision is the fastest here", watch.left()));
            EngineSpeed.Fastest fastest = new EngineSpeed(base, data, MachineFacts.ofUser()).precision();
            study.note(Handover.STEP_MICROS, fastest.micros());
            chosen = fastest.precision();
        }
        Precision precision = chosen;
        study.note(PRECISION, precision.name().toLowerCase(Locale.ROOT));
        return new Recipes(knobs, base.with(edit -> edit.precision(precision)));
    }

    private Pace pace(Study study, Runs runs) {
        listener.on(new PhaseBegun(Phase.MEASURING, "how fast this network trains here", watch.left()));
        double epochSeconds = runs.epochSeconds(
                recipes.base(), data.train().size(), data.validation().size());
        Pace pace = Pace.of(
                settings.budget().time(),
                watch.seconds(),
                jobs,
                epochSeconds,
                base.epochs(),
                Batches.perEpoch(data.train().size(), base.batchSize()));
        // A resumed search keeps its rungs: readings of other lengths cannot be compared with its own.
        if (study.attributes().get(LENGTHS) instanceof List<?> kept
                && kept.size() == 2
                && kept.get(0) instanceof Number shortest
                && kept.get(1) instanceof Number longest) {
            pace = pace.withSearch(shortest.intValue(), longest.intValue());
        }
        study.note(LENGTHS, List.of(pace.shortest(), pace.epochs()));
        return pace;
    }

    /** What the race may try beside what the search found; where trials are counted, a quarter of them. */
    private Lengthening lengthening() {
        List<Strength> strengths = Strength.of(knobs);
        OptionalInt wanted = settings.budget().trials();
        int most = wanted.isEmpty()
                ? Integer.MAX_VALUE
                : Math.min(strengths.size(), wanted.getAsInt() / STRENGTHENED_SHARE);
        return new Lengthening(strengths, knobs.space(), most);
    }

    private SearchLoop search(Study study, Runs runs, Pace pace, Lengthening later) {
        listener.on(new PhaseBegun(
                Phase.SEARCHING,
                Counted.of(knobs.space().parameters().size(), "knob", "knobs") + "; the default recipe for "
                        + Counted.of(pace.standard(), "epoch", "epochs") + "; trials compared at "
                        + pace.asha().rungs() + " epochs",
                watch.left()));
        OptionalInt wanted = settings.budget().trials();
        OptionalInt most = wanted.isPresent() ? OptionalInt.of(wanted.getAsInt() - later.most()) : wanted;
        return new SearchLoop(study, recipes, runs, watch, pace, most, listener);
    }

    private void sayRacing(RaceClock clock) {
        listener.on(new PhaseBegun(
                Phase.CONFIRMING,
                clock.isEndless()
                        ? "the best on fresh seeds, longer and with more regularisation"
                        : "the best on fresh seeds, longer and with more regularisation, for "
                                + Math.round(clock.room() / jobs) + " s",
                watch.left()));
    }
}
