package joyul.tune;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import joyul.file.SafeTensors;
import joyul.norm.GhostBatchNorm;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.study.LiveTrial;
import joyul.study.Outcome;
import joyul.study.Promoter;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.train.RunEnd;
import org.jspecify.annotations.Nullable;

/**
 * The search: each run promotes a paused trial or begins a new one, until time or trials are used up. A trial at a rung
 * has had a full run whose whole schedule was squeezed into that rung's epochs, so that trials are compared like with
 * like; a promoted trial begins again with more epochs.
 *
 * <p>The study is the only memory: a killed search goes on from it, repeating at most the runs that were under way.
 */
final class SearchLoop {
    /** Trial attributes that reports read. */
    static final String CURVE = "joyul:curve";

    static final String METRIC = "metric";
    static final String SECONDS = "seconds";
    static final String BATCH_SIZE = "batch_size";
    static final String NORMALIZATION_BATCH = "normalization_batch";

    /** Marks a trial that was begun for the race, with more regularisation than the search tries. */
    static final String STRENGTHENED = "joyul:strengthened";

    /** A run under way when the search ends may go on for this much longer. */
    private static final double OVERRUN = 1.2;

    /** When a search must end that has no result yet: a result that nothing confirms is better than none. */
    private static final double FIRST_RESULT_SHARE = 0.8;

    private final Study study;
    private final Promoter promoter;
    private final Recipes recipes;
    private final Runs runs;
    private final Stopwatch watch;
    private final Pace pace;
    private final OptionalInt mostTrials;
    private final Listener listener;

    private final Deque<Job> unfinished = new ArrayDeque<>();
    private @Nullable Best best;
    private volatile boolean reached;
    private int running;

    /** A run to do: a trial at a rung. */
    record Job(LiveTrial live, Trial trial, int rung) {}

    /** The best run of the highest rung that was reached, with its weights. */
    record Best(int trial, int rung, double loss, SafeTensors weights) {
        boolean isBehind(int otherRung, double otherLoss) {
            return otherRung > rung || (otherRung == rung && otherLoss < loss);
        }
    }

    SearchLoop(
            Study study,
            Recipes recipes,
            Runs runs,
            Stopwatch watch,
            Pace pace,
            OptionalInt mostTrials,
            Listener listener) {
        this.study = study;
        this.promoter = pace.asha().promoting();
        this.recipes = recipes;
        this.runs = runs;
        this.watch = watch;
        this.pace = pace;
        this.mostTrials = mostTrials;
        this.listener = listener;
        for (Trial trial : study.trials()) {
            reached |= !trial.readings().isEmpty();
            int rung = trial.rung();
            if (trial.state() == TrialState.RUNNING && !trial.readings().containsKey(resource(rung))) {
                unfinished.add(job(study.resume(trial.number())));
            }
        }
        if (study.trials().stream().allMatch(trial -> trial.state() == TrialState.WAITING)) {
            unfinished.add(job(study.ask()));
        }
    }

    private Job job(LiveTrial live) {
        return new Job(live, study.storage().trial(live.id()), live.rung());
    }

    /** Whether no run of it is to begin; until there is a result, it may use the time of what comes after it. */
    boolean isOver(boolean otherResult) {
        reached |= otherResult;
        return watch.stopsAt(end(1));
    }

    private double end(double overrun) {
        double end = overrun * pace.searchSeconds();
        return reached ? end : Math.max(end, FIRST_RESULT_SHARE * pace.totalSeconds());
    }

    synchronized boolean isBusy() {
        return running > 0;
    }

    /** The next run; nothing where as many trials as wanted have begun. */
    synchronized Optional<Job> next() {
        Optional<Job> next = Optional.ofNullable(unfinished.poll()).or(this::promotedOrNew);
        running += next.isPresent() ? 1 : 0;
        return next;
    }

    private Optional<Job> promotedOrNew() {
        Optional<LiveTrial> promoted = study.promote(promoter);
        if (promoted.isPresent()) {
            return promoted.map(this::job);
        }
        long begun = study.trials().stream()
                .filter(trial -> trial.state() != TrialState.WAITING)
                .filter(trial -> !trial.attributes().containsKey(STRENGTHENED))
                .count();
        if (mostTrials.isPresent() && begun >= mostTrials.getAsInt()) {
            return Optional.empty();
        }
        if (study.trials().stream().noneMatch(trial -> trial.state() == TrialState.WAITING)) {
            study.enqueue(recipes.knobs().held());
        }
        return Optional.of(job(study.ask()));
    }

    private int resource(int rung) {
        return promoter.rungs().get(Math.min(rung, lastRung()));
    }

    private int lastRung() {
        return promoter.rungs().size() - 1;
    }

    void run(Job job) {
        Trial trial = job.trial();
        int epochs = resource(job.rung());
        long seed = Seeds.ofTrial(study.seed(), trial.number());
        Recipe recipe = recipes.at(trial.point(), epochs, seed);
        noteEffective(trial, recipe);
        record(job, runs.run(trial.number(), 0, recipe, watch.orWhile(() -> watch.stopsAt(end(OVERRUN)))));
        synchronized (this) {
            running--;
        }
    }

    private void record(Job job, Runs.Result result) {
        Trial trial = job.trial();
        RunEnd end = result.end();
        switch (end.kind()) {
            case STOPPED -> {
                return;
            }
            case DIVERGED, OUT_OF_MEMORY -> {
                tellLost(study, trial, end);
                listener.on(new TrialTold(study.storage().trial(trial.id()), end.detail()));
            }
            case REACHED, STOPPED_EARLY, UNKNOWN -> {
                note(study, trial, result);
                double loss = result.scores().loss();
                boolean last = job.rung() == lastRung();
                if (last) {
                    job.live().report(resource(job.rung()), loss);
                } else {
                    study.pause(job.live(), resource(job.rung()), loss);
                }
                reached = true;
                keepIfBest(job, loss, result);
                if (last) {
                    study.tell(job.live(), loss);
                }
                listener.on(new TrialTold(
                        study.storage().trial(trial.id()),
                        last
                                ? "complete"
                                : "waits at rung " + (job.rung() + 1) + " of "
                                        + promoter.rungs().size()));
            }
        }
    }

    /** Ends a trial whose run left no weights. */
    static void tellLost(Study study, Trial trial, RunEnd end) {
        study.storage().setAttribute(trial.id(), Study.REASON, end.detail());
        study.tell(trial.number(), end.kind() == Ending.OUT_OF_MEMORY ? Outcome.OUT_OF_MEMORY : Outcome.DIVERGED);
    }

    /** The trials that have a result: those that came furthest first, and of these the lowest losses. */
    static Stream<Trial> furthest(List<Trial> trials) {
        return trials.stream()
                .filter(trial ->
                        trial.state() != TrialState.FAIL && !trial.readings().isEmpty())
                .filter(trial -> Double.isFinite(trial.readings().lastEntry().getValue()))
                .sorted(Comparator.comparing((Trial trial) -> -trial.readings().lastKey())
                        .thenComparing(trial -> trial.readings().lastEntry().getValue()));
    }

    static void note(Study study, Trial trial, Runs.Result result) {
        double before = trial.attributes().get(SECONDS) instanceof Number number ? number.doubleValue() : 0;
        study.storage().setAttribute(trial.id(), METRIC, result.scores().metric());
        study.storage().setAttribute(trial.id(), SECONDS, before + result.seconds());
        study.storage().setAttribute(trial.id(), CURVE, result.curve());
    }

    /** What trains where the point names more than the batch holds; noted first, for a run that diverges had it too. */
    private void noteEffective(Trial trial, Recipe recipe) {
        study.storage().setAttribute(trial.id(), BATCH_SIZE, recipe.batchSize());
        if (recipe.normalization() instanceof GhostBatchNorm ghost) {
            study.storage().setAttribute(trial.id(), NORMALIZATION_BATCH, ghost.size());
        }
    }

    private synchronized void keepIfBest(Job job, double loss, Runs.Result result) {
        Best known = best;
        if (known == null || known.isBehind(job.rung(), loss)) {
            result.weights().ifPresent(weights -> best = new Best(job.trial().number(), job.rung(), loss, weights));
        }
    }

    /** The best run that this process made at the highest rung, as a fallback where nothing can be confirmed. */
    synchronized Optional<Best> best() {
        return Optional.ofNullable(best);
    }

    /** Ends the trials that still wait at a rung: the budget decided against them. */
    void endPaused() {
        for (Trial trial : study.trials()) {
            if (trial.state() == TrialState.RUNNING && study.take(trial)) {
                study.storage()
                        .setAttribute(
                                trial.id(),
                                Study.REASON,
                                trial.readings().isEmpty()
                                        ? "the budget ended before its first result"
                                        : "not promoted before the budget ended");
                study.tell(trial.number(), Outcome.PRUNED);
            }
        }
    }
}
