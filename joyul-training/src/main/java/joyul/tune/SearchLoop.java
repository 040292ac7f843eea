package joyul.tune;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import joyul.file.SafeTensors;
import joyul.norm.GhostBatchNorm;
import joyul.pruner.Asha;
import joyul.pruner.Promotion;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.study.Direction;
import joyul.study.LiveTrial;
import joyul.study.Outcome;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.train.RunEnd;
import org.jspecify.annotations.Nullable;

/**
 * The search: jobs that each take the next run, promote a paused trial or begin a new one, until time or trials are used
 * up. A trial at a rung has had a full run whose whole schedule was squeezed into that rung's epochs, so that trials are
 * compared like with like; a promoted trial begins again with more epochs.
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

    private final Study study;
    private final Asha asha;
    private final Recipes recipes;
    private final Runs runs;
    private final Stopwatch watch;
    private final Pace pace;
    private final OptionalInt mostTrials;
    private final Listener listener;

    private final Deque<Job> unfinished = new ArrayDeque<>();
    private final Set<Integer> busy = new HashSet<>();
    private @Nullable Best best;
    private volatile boolean reached;
    private @Nullable RuntimeException broken;

    /** A run to do: a trial at a rung. */
    private record Job(Trial trial, int rung) {}

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
        this.asha = pace.asha();
        this.recipes = recipes;
        this.runs = runs;
        this.watch = watch;
        this.pace = pace;
        this.mostTrials = mostTrials;
        this.listener = listener;
        for (Trial trial : study.trials()) {
            reached |= !trial.readings().isEmpty();
            int rung = rung(trial);
            if (trial.state() == TrialState.RUNNING && !trial.readings().containsKey(resource(rung))) {
                long id = study.resume(trial.number()).id();
                unfinished.add(new Job(study.storage().trial(id), rung));
            }
        }
    }

    /** Runs until the end; the first failure of a job that is not a trial's own ends it. */
    void run(int jobs) {
        List<Thread> threads = IntStream.range(0, jobs)
                .mapToObj(index -> new Thread(this::work, "joyul-job-" + index))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        RuntimeException failure = broken;
        if (failure != null) {
            throw failure;
        }
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A first result is worth more than what comes after the search: until there is one, the search may use its time. */
    private boolean isOver() {
        return watch.stopsAt(reached ? pace.searchSeconds() : pace.firstResultSeconds());
    }

    private void work() {
        try {
            for (Optional<Job> job = next(); job.isPresent(); job = next()) {
                train(job.get());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(RuntimeException e) {
        if (broken == null) {
            broken = e;
        }
        notifyAll();
    }

    /** The next run; waits while only a busy job could bring one; empty when the search is over. */
    private synchronized Optional<Job> next() {
        while (broken == null && !isOver()) {
            Optional<Job> job = choose();
            if (job.isPresent()) {
                busy.add(job.get().trial().number());
                return job;
            }
            if (busy.isEmpty()) {
                return Optional.empty();
            }
            try {
                wait(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Job> choose() {
        if (!unfinished.isEmpty()) {
            return Optional.of(unfinished.remove());
        }
        List<Trial> trials = study.trials();
        Optional<Promotion> promotion = asha.promote(trials, Direction.MINIMIZE, study::take);
        if (promotion.isPresent()) {
            Trial trial = promotion.get().trial();
            study.storage().setAttribute(trial.id(), Asha.RUNG, promotion.get().rung());
            study.storage()
                    .setAttribute(trial.id(), Study.REASON, promotion.get().reason());
            return Optional.of(new Job(trial, promotion.get().rung()));
        }
        long begun = trials.stream()
                .filter(trial -> trial.state() != TrialState.WAITING)
                .count();
        if (mostTrials.isPresent() && begun >= mostTrials.getAsInt()) {
            return Optional.empty();
        }
        LiveTrial live = study.ask();
        return Optional.of(new Job(study.storage().trial(live.id()), 0));
    }

    private int resource(int rung) {
        return asha.rungs().get(Math.min(rung, asha.rungs().size() - 1));
    }

    private static int rung(Trial trial) {
        return trial.attributes().get(Asha.RUNG) instanceof Number number ? number.intValue() : 0;
    }

    private void train(Job job) {
        Trial trial = job.trial();
        int epochs = resource(job.rung());
        long seed = Seeds.ofTrial(study.seed(), trial.number());
        try {
            Recipe recipe = recipes.at(trial.point(), epochs, seed);
            noteEffective(trial, recipe);
            Runs.Result result = runs.run(trial.number(), 0, recipe, watch.orWhile(this::isOver));
            record(job, result);
        } finally {
            synchronized (this) {
                busy.remove(trial.number());
                notifyAll();
            }
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
                study.storage().setAttribute(trial.id(), Study.REASON, end.detail());
                study.tell(trial.number(), end.kind() == Ending.DIVERGED ? Outcome.DIVERGED : Outcome.OUT_OF_MEMORY);
                listener.on(new TrialTold(study.storage().trial(trial.id()), end.detail()));
            }
            case REACHED, STOPPED_EARLY, UNKNOWN -> {
                note(trial, result);
                double loss = result.scores().loss();
                study.storage().setReading(trial.id(), resource(job.rung()), loss);
                boolean last = job.rung() == asha.rungs().size() - 1;
                reached = true;
                keepIfBest(job, loss, result);
                if (last) {
                    study.tell(trial.number(), loss);
                }
                listener.on(new TrialTold(
                        study.storage().trial(trial.id()),
                        last
                                ? "complete"
                                : "waits at rung " + (job.rung() + 1) + " of "
                                        + asha.rungs().size()));
            }
        }
    }

    private void note(Trial trial, Runs.Result result) {
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
