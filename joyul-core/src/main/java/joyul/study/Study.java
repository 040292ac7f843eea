package joyul.study;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Space;
import org.jspecify.annotations.Nullable;

/**
 * A search and its record: it hands out trials, hears how they ended, and knows the best. Safe for many threads, and for
 * many processes where the storage is.
 *
 * <p>{@link #optimize} runs an objective under a budget; {@link #ask()} and {@link #tell(LiveTrial, double)} are the same
 * for a loop of one's own. Trials that diverge, run out of memory or fail are results, and the search goes on.
 *
 * <p>A running trial belongs to the process that started it. A process that is killed leaves its trials running:
 * {@link #optimize} ends them as failed, {@link #endAbandoned} does so for a loop of one's own, and until then no sampler
 * takes them for bad ones. Nobody touches the trials of a living process.
 *
 * <p>{@link #close} closes the storage where the study was opened by its URL; a storage that was handed in stays open.
 */
public final class Study implements AutoCloseable {
    /** The study attribute that keeps the seed. */
    public static final String SEED = "joyul:seed";

    /** The trial attribute with the exception of a trial that failed: {@code java.io.IOException: no such file}. */
    public static final String ERROR = "joyul:error";

    /** The trial attribute with the reason why a trial was pruned. */
    public static final String REASON = "joyul:reason";

    private final Storage storage;
    private final long id;
    private final String name;
    private final Direction direction;
    private final Plan plan;
    private final long seed;
    private final boolean closesStorage;

    private Study(
            Storage storage, long id, String name, Direction direction, Plan plan, long seed, boolean closesStorage) {
        this.storage = storage;
        this.id = id;
        this.name = name;
        this.direction = direction;
        this.plan = plan;
        this.seed = seed;
        this.closesStorage = closesStorage;
    }

    /**
     * The study of that name, continued where it stands, or a new one. The storage stays the caller's to close.
     *
     * @throws InputException when it exists with the other direction or another seed
     */
    public static Study open(Storage storage, String name, Direction direction, Plan plan) {
        return open(storage, name, direction, plan, false);
    }

    /**
     * As {@link #open} with a storage that the study closes, also when it cannot be opened.
     *
     * @throws InputException likewise
     */
    public static Study owning(Storage storage, String name, Direction direction, Plan plan) {
        try {
            return open(storage, name, direction, plan, true);
        } catch (RuntimeException refused) {
            storage.close();
            throw refused;
        }
    }

    private static Study open(Storage storage, String name, Direction direction, Plan plan, boolean closesStorage) {
        if (name.isBlank() || name.length() > 512) {
            throw new InputException("a study's name must have 1 to 512 characters, but was " + Quote.of(name));
        }
        long id = findOrCreate(storage, name, direction);
        if (storage.direction(id) != direction) {
            throw new InputException(
                    "study " + Quote.of(name) + " exists and must be opened to " + verb(storage.direction(id))
                            + ", but was opened to " + verb(direction) + "; choose another name for a new study");
        }
        long seed = settledSeed(storage, id, name, plan.seed());
        return new Study(storage, id, name, direction, plan, seed, closesStorage);
    }

    private static long findOrCreate(Storage storage, String name, Direction direction) {
        OptionalLong known = storage.findStudy(name);
        if (known.isPresent()) {
            return known.getAsLong();
        }
        try {
            return storage.createStudy(name, direction);
        } catch (InputException taken) {
            // Another process may have created it since we looked.
            return storage.findStudy(name).orElseThrow(() -> taken);
        }
    }

    private static long settledSeed(Storage storage, long id, String name, OptionalLong wanted) {
        if (storage.studyAttributes(id).get(SEED) instanceof Number kept) {
            long seed = kept.longValue();
            if (wanted.orElse(seed) != seed) {
                throw new InputException("the seed of study " + Quote.of(name) + " must be " + seed
                        + " as when it was created, but was " + wanted.getAsLong());
            }
            return seed;
        }
        storage.setStudyAttribute(id, SEED, wanted.orElse(0));
        return wanted.orElse(0);
    }

    private static String verb(Direction direction) {
        return direction == Direction.MINIMIZE ? "minimize" : "maximize";
    }

    public String name() {
        return name;
    }

    public Direction direction() {
        return direction;
    }

    public Plan plan() {
        return plan;
    }

    public long seed() {
        return seed;
    }

    public Storage storage() {
        return storage;
    }

    /** The storage's key of this study. */
    public long id() {
        return id;
    }

    /** All trials by number, as they are now. */
    public List<Trial> trials() {
        return storage.trials(id);
    }

    /**
     * The complete trial with the best value, the earliest of equals.
     *
     * @throws InputException before the first is complete; {@link #findBest} asks
     */
    public Best best() {
        return findBest()
                .orElseThrow(
                        () -> new InputException(
                                "study " + Quote.of(name)
                                        + " has no complete trial yet, and so no best; run more, or look at trials() for how they ended"));
    }

    /** As {@link #best}; empty before the first trial is complete. */
    public Optional<Best> findBest() {
        return trials().stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .min(Comparator.comparingDouble(this::loss))
                .map(trial -> new Best(trial, direction.loss(loss(trial))));
    }

    private double loss(Trial trial) {
        Double value = trial.value();
        return value == null ? Double.POSITIVE_INFINITY : direction.loss(value);
    }

    public Map<String, Object> attributes() {
        return storage.studyAttributes(id);
    }

    /** Keeps an attribute of this study; the value is JSON (text, number, boolean, list, map). */
    public void note(String key, Object value) {
        storage.setStudyAttribute(id, key, value);
    }

    /**
     * Fixes values of a coming trial in advance; what the point does not name is proposed as ever.
     *
     * @return the number of that trial
     * @throws InputException where a space is declared and the point does not fit it
     */
    public int enqueue(Point point) {
        boolean declared = !plan.space().parameters().isEmpty();
        return storage.enqueueTrial(id, declared ? plan.space().accept(point) : point)
                .number();
    }

    /**
     * Starts the next trial: the oldest enqueued one, or a new one at a point of the declared space.
     *
     * @throws Exhausted when the sampler has nothing left to propose
     */
    public LiveTrial ask() {
        return ask(plan.space());
    }

    /**
     * Starts the next trial at a point of the given space, complete when this returns. With an empty space, what complete
     * trials had in common is proposed together, and anything else when it is suggested.
     */
    public LiveTrial ask(Space space) {
        LiveTrial live = live(storage.startWaitingTrial(id).orElseGet(() -> start(space)));
        try {
            if (space.parameters().isEmpty()) {
                live.prepare(JointGroup.of(trials()));
            } else {
                live.fill(space);
            }
        } catch (Exhausted nothingLeft) {
            prune(live, String.valueOf(nothingLeft.getMessage()));
            throw nothingLeft;
        } catch (RuntimeException broken) {
            fail(live, broken);
            throw broken;
        }
        return live;
    }

    /**
     * Starts a trial at a point that is known already, before those that wait.
     *
     * @param point of the declared space; what it does not name is proposed
     */
    public LiveTrial begin(Point point) {
        Trial begun = storage.startTrial(id);
        for (Parameter parameter : plan.space().parameters()) {
            if (point.has(parameter.name())) {
                storage.setParameter(begun.id(), parameter.name(), point.value(parameter.name()), parameter.domain());
            }
        }
        LiveTrial live = live(storage.trial(begun.id()));
        live.fill(plan.space());
        return live;
    }

    /** A new trial, unless the sampler has come to its end; another process may bring it there a moment later. */
    private Trial start(Space space) {
        List<Trial> known = trials();
        if (plan.sampler().isExhausted(context(space, known.size(), known, TrialRandom.of(seed, known.size())))) {
            throw new Exhausted("the sampler has nothing left to propose");
        }
        return storage.startTrial(id);
    }

    private LiveTrial live(Trial trial) {
        return new LiveTrial(this, trial, plan.promoter());
    }

    /**
     * A running trial taken up again: one that was paused, or that a process left behind when it was killed. Values of a
     * declared space that it had not chosen by then are chosen now.
     *
     * @throws InputException when there is no such trial, it does not run, or a living process runs it
     */
    public LiveTrial resume(int number) {
        Trial trial = numbered(number);
        if (trial.state() != TrialState.RUNNING) {
            throw new InputException(
                    "only a running trial can be resumed, but trial " + number + " is " + trial.state());
        }
        if (!take(trial)) {
            throw new InputException("trial " + number + " of study " + Quote.of(name)
                    + " is run by another process; wait until that process ends, or end it");
        }
        LiveTrial live = live(trial);
        live.fill(plan.space());
        return live;
    }

    /**
     * Makes a running trial this process's own, as {@link #ask()} and {@link #resume} do, unless a living process has it.
     *
     * @return whether it is this process's now
     */
    public boolean take(Trial trial) {
        return storage.take(trial.id());
    }

    /**
     * The paused trial that most deserves to go on, sent to its next rung: in one step, so that of all processes and
     * threads on the study one gets it. {@link #optimize} does it before it begins a new trial.
     */
    public Optional<LiveTrial> promote(Promoter promoter) {
        return promoter.promotions(trials(), direction)
                .filter(promotion -> storage.promote(promotion.trial().id(), promotion.rung()))
                .findFirst()
                .map(promotion -> {
                    storage.setAttribute(promotion.trial().id(), REASON, promotion.reason());
                    return new LiveTrial(this, storage.trial(promotion.trial().id()), promoter);
                });
    }

    /**
     * Pauses a trial at its rung with its reading there: it stays running, is nobody's, and can be promoted. Where the
     * study's own pruner promotes, {@link #optimize} does it.
     *
     * @param step the rung's resource
     */
    public void pause(LiveTrial trial, int step, double reading) {
        storage.pause(trial.id(), step, reading);
    }

    /**
     * Ends as pruned the trials that wait at a rung of the plan's {@link Promoter}, for when no search will go on with
     * them; those that a living process runs are left alone.
     *
     * @return how many
     */
    public int endPaused() {
        Promoter promoter = plan.promoter();
        if (promoter == null) {
            return 0;
        }
        int ended = 0;
        for (Trial trial : trials()) {
            int last = promoter.rungs().size() - 1;
            boolean waits = trial.state() == TrialState.RUNNING
                    && trial.rung() < last
                    && trial.readings().containsKey(promoter.rungs().get(trial.rung()));
            if (waits && take(trial)) {
                prune(live(trial), "not promoted before the search ended");
                ended++;
            }
        }
        return ended;
    }

    /**
     * Lets go of a running trial that is to be told later, maybe by another process: it stays running and is not ended
     * when this process does. Without this a trial of a process that has ended counts as abandoned.
     */
    public void release(LiveTrial trial) {
        storage.release(trial.id());
    }

    /**
     * Ends the running trials whose processes were killed: they fail with the reason in attribute {@link #REASON}, and
     * are tried again as the plan says. {@link #optimize} does it before each of its trials.
     *
     * @return the trials that this call ended
     */
    public List<Trial> endAbandoned() {
        return storage.endAbandoned(id, plan.retries());
    }

    Point propose(List<Parameter> group, LiveTrial live) {
        List<Trial> others =
                trials().stream().filter(trial -> trial.id() != live.id()).toList();
        return plan.sampler().propose(group, context(live.space(), live.number(), others, live.random()));
    }

    private SamplerContext context(Space space, int number, List<Trial> others, RandomGenerator random) {
        return new SamplerContext(
                space, number, livingOrRead(others), List.of(direction), seed, random, new StudyNotes(storage, id));
    }

    /** Samplers take a running trial for a bad one, to propose something else beside it; nobody is beside the dead. */
    private List<Trial> livingOrRead(List<Trial> others) {
        if (others.stream().noneMatch(trial -> trial.state() == TrialState.RUNNING)) {
            return others;
        }
        Set<Long> abandoned = storage.abandoned(id);
        return others.stream()
                .filter(trial ->
                        !abandoned.contains(trial.id()) || !trial.readings().isEmpty())
                .toList();
    }

    /** Ends a trial with its value; NaN ends it as {@link Outcome#DIVERGED}. */
    public void tell(LiveTrial trial, double value) {
        end(trial.id(), Double.isNaN(value) ? Outcome.DIVERGED : Outcome.COMPLETE, value);
    }

    /** Ends a trial without a value of its own; a pruned one takes its last reading. */
    public void tell(LiveTrial trial, Outcome outcome) {
        end(trial.id(), outcome, null);
    }

    /** As {@link #tell(LiveTrial, double)}, for a trial that another process may have started. */
    public void tell(int number, double value) {
        end(numbered(number).id(), Double.isNaN(value) ? Outcome.DIVERGED : Outcome.COMPLETE, value);
    }

    /** As {@link #tell(LiveTrial, Outcome)}, for a trial that another process may have started. */
    public void tell(int number, Outcome outcome) {
        end(numbered(number).id(), outcome, null);
    }

    private Trial numbered(int number) {
        return trials().stream()
                .filter(trial -> trial.number() == number)
                .findFirst()
                .orElseThrow(() -> new InputException("study " + Quote.of(name) + " has no trial " + number));
    }

    void prune(LiveTrial live, String reason) {
        live.note(REASON, reason);
        tell(live, Outcome.PRUNED);
    }

    void fail(LiveTrial live, Throwable cause) {
        live.note(ERROR, String.valueOf(cause));
        tell(live, Outcome.FAILED);
    }

    private void end(long trial, Outcome outcome, @Nullable Double value) {
        Trial known = storage.trial(trial);
        if (known.state().finished()) {
            throw ended(known);
        }
        if (outcome == Outcome.COMPLETE && value == null) {
            throw new InputException("a complete trial must have a value; tell(trial, value) gives it one");
        }
        if (outcome.state() == TrialState.FAIL) {
            storage.setAttribute(trial, Outcome.ATTRIBUTE, outcome.text());
        }
        Double kept = outcome == Outcome.PRUNED ? lastReading(known) : value;
        boolean first = storage.finish(trial, outcome.state(), outcome.state() == TrialState.FAIL ? null : kept);
        if (!first) {
            throw ended(storage.trial(trial));
        }
    }

    private static @Nullable Double lastReading(Trial trial) {
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        return last == null || last.getValue().isNaN() ? null : last.getValue();
    }

    private static InputException ended(Trial trial) {
        return new InputException("trial " + trial.number() + " has ended already (" + trial.state() + ")");
    }

    /** As {@link #optimize(Objective, Budget, int)} with one job, in the calling thread. */
    public void optimize(Objective objective, Budget budget) {
        optimize(objective, budget, 1);
    }

    /**
     * Runs trials until the budget is used up. What an objective throws ends its trial, not the search:
     *
     * <ul>
     *   <li>{@link Pruned}: pruned, with the last reading as its value, or paused at its rung;
     *   <li>{@link OutOfMemoryError}: out of memory;
     *   <li>anything else: failed, with the exception in attribute {@link #ERROR}.
     * </ul>
     *
     * <p>Where the pruner is a {@link Promoter}, a trial pauses at its rung, when the objective reports there or returns,
     * and the objective is called again for one that goes on: from {@link LiveTrial#resumesAt} to
     * {@link LiveTrial#until}. Trials of the budget are new ones; promotions come before them and while the time lasts.
     * What still waits at the end may be promoted by another call or process, until {@link #endPaused}.
     *
     * <p>The search is over early when the sampler is {@linkplain Exhausted exhausted}. Three things do break it off: an
     * interrupt of the calling thread; a storage that fails; and a mistake in the objective that would only burn the budget.
     * The last is a suggestion that breaks a rule of the study, or an exception of the same class from each of the first
     * ten trials of this call.
     *
     * @param jobs how many trials run at once, each in its own thread (one: in the calling thread)
     * @throws InputException for such a mistake; the trials run so far are kept
     */
    public void optimize(Objective objective, Budget budget, int jobs) {
        optimize(objective, budget.start(), jobs);
    }

    /** As {@link #optimize(Objective, Budget, int)} with what is left of a budget that has been started. */
    public void optimize(Objective objective, Countdown countdown, int jobs) {
        optimize(objective, countdown, jobs, Listener.NONE, new Cancellation());
    }

    /** As {@link #optimize(Objective, Countdown, int, Listener, Cancellation)} with a budget that begins now. */
    public void optimize(Objective objective, Budget budget, int jobs, Listener listener, Cancellation cancellation) {
        optimize(objective, budget.start(), jobs, listener, cancellation);
    }

    /**
     * As {@link #optimize(Objective, Countdown, int)}, heard and stopped.
     *
     * @param listener hears each {@link StudyEvent}, from the threads of all jobs; what it throws ends the search
     * @param cancellation once cancelled, no trial begins; those under way end as they would, unless their objective asks
     *     the token too
     */
    public void optimize(
            Objective objective, Countdown countdown, int jobs, Listener listener, Cancellation cancellation) {
        new Optimization(this, objective, countdown, listener, cancellation).run(Check.atLeast("jobs", jobs, 1));
    }

    @Override
    public void close() {
        if (closesStorage) {
            storage.close();
        }
    }
}
