package joyul.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** One call of {@link Study#optimize}: workers that take trials until the budget is used up or something stops them. */
final class Optimization {
    private final Study study;
    private final Objective objective;
    private final Countdown countdown;
    private final FirstFailures firstFailures = new FirstFailures();
    private final AtomicReference<@Nullable Throwable> stop = new AtomicReference<>();

    Optimization(Study study, Objective objective, Countdown countdown) {
        this.study = study;
        this.objective = objective;
        this.countdown = countdown;
    }

    void run(int jobs) {
        if (jobs == 1) {
            work();
        } else {
            runInThreads(jobs);
        }
        Throwable cause = stop.get();
        if (cause instanceof RuntimeException broken) {
            throw broken;
        }
        if (cause instanceof Error broken) {
            throw broken;
        }
    }

    private void runInThreads(int jobs) {
        List<Thread> threads = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            threads.add(new Thread(this::work, "joyul-trial-" + job));
        }
        threads.forEach(Thread::start);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stopAll) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (stop.get() == null && !Thread.currentThread().isInterrupted() && countdown.takeTrial()) {
                study.endAbandoned();
                runTrial(study.ask());
            }
        } catch (RuntimeException | Error broken) {
            stop.compareAndSet(null, broken);
        }
    }

    private void runTrial(LiveTrial live) {
        double value;
        try {
            value = objective.evaluate(live);
        } catch (Throwable thrown) {
            end(live, thrown);
            return;
        }
        study.tell(live, value);
        firstFailures.hadResult();
    }

    private void end(LiveTrial live, Throwable thrown) {
        if (thrown instanceof Pruned) {
            live.note(Study.REASON, String.valueOf(thrown.getMessage()));
            study.tell(live, Outcome.PRUNED);
            firstFailures.hadResult();
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
