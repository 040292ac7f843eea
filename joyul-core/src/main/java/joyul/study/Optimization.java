package joyul.study;

import java.util.Optional;
import joyul.check.InputException;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.study.StudyEvent.TrialBegun;
import joyul.study.StudyEvent.TrialTold;
import org.jspecify.annotations.Nullable;

/** One call of {@link Study#optimize}: trials are promoted or begun until the budget is used up or something stops it. */
final class Optimization implements WorkerPool.Source<LiveTrial> {
    private final Study study;
    private final Objective objective;
    private final Countdown countdown;
    private final Listener listener;
    private final Cancellation cancellation;
    private final @Nullable Promoter promoter;
    private final FirstFailures firstFailures = new FirstFailures();
    private volatile boolean exhausted;

    Optimization(Study study, Objective objective, Countdown countdown, Listener listener, Cancellation cancellation) {
        this.study = study;
        this.objective = objective;
        this.countdown = countdown;
        this.listener = listener;
        this.cancellation = cancellation;
        this.promoter = study.plan().promoter();
    }

    void run(int jobs) {
        WorkerPool<LiveTrial> pool = new WorkerPool<>(this);
        if (jobs == 1) {
            pool.runHere();
        } else {
            pool.run(jobs, "joyul-trial");
        }
    }

    @Override
    public boolean isOver() {
        return countdown.isTimeOver() || cancellation.cancelled();
    }

    /** A paused trial that deserves to go on, or else a new one; a promotion takes none of the budget's trials. */
    @Override
    public Optional<LiveTrial> next() {
        study.endAbandoned();
        Optional<LiveTrial> promoted = promoter == null ? Optional.empty() : study.promote(promoter);
        if (promoted.isPresent() || exhausted || !countdown.takeTrial()) {
            return promoted;
        }
        try {
            return Optional.of(study.ask());
        } catch (Exhausted nothingLeft) {
            exhausted = true;
            return Optional.empty();
        }
    }

    @Override
    public void run(LiveTrial live) {
        live.hearReadings(listener);
        listener.on(new TrialBegun(live.number(), live.resumesAt()));
        try {
            evaluate(live);
        } finally {
            // Also of a trial whose mistake ends the search. Where nobody hears, the storage is not read for it.
            if (listener != Listener.NONE) {
                listener.on(new TrialTold(study.storage().trial(live.id())));
            }
        }
    }

    private void evaluate(LiveTrial live) {
        double value;
        try {
            value = objective.evaluate(live);
        } catch (Throwable thrown) {
            end(live, thrown);
            return;
        }
        if (live.pauses()) {
            Double read = live.rungReading();
            pause(live, read == null ? value : read);
        } else {
            study.tell(live, value);
        }
        firstFailures.hadResult();
    }

    private void pause(LiveTrial live, double reading) {
        if (Double.isNaN(reading)) {
            study.tell(live, Outcome.DIVERGED);
        } else {
            study.pause(live, live.until(), reading);
        }
    }

    private void end(LiveTrial live, Throwable thrown) {
        Double read = live.rungReading();
        if (thrown instanceof Pruned && read != null) {
            pause(live, read);
            firstFailures.hadResult();
        } else if (thrown instanceof Pruned) {
            study.prune(live, String.valueOf(thrown.getMessage()));
            firstFailures.hadResult();
        } else if (thrown instanceof Exhausted) {
            study.prune(live, String.valueOf(thrown.getMessage()));
            exhausted = true;
        } else if (thrown instanceof OutOfMemoryError) {
            study.tell(live, Outcome.OUT_OF_MEMORY);
            firstFailures.hadResult();
        } else {
            study.fail(live, thrown);
            afterFailure(live, thrown);
        }
    }

    private void afterFailure(LiveTrial live, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return;
        }
        InputException mistake = live.mistake();
        if (mistake != null) {
            throw mistake;
        }
        firstFailures.hadFailure(thrown);
    }
}
