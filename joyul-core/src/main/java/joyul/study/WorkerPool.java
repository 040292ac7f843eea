package joyul.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Workers that take jobs from one source until it has none left, or something breaks. A worker that finds none waits while
 * another is busy, since what that one finds may bring the next.
 *
 * @param <J> what a job is
 */
public final class WorkerPool<J> {
    /** How soon workers that wait see that time is over. */
    private static final long LOOK_MILLIS = 100;

    private final Source<J> source;
    private int busy;
    private @Nullable Throwable broken;

    /** Where jobs come from, and what is done with them. */
    public interface Source<J> {
        /** Whether nothing more is to begin, although there may be jobs. */
        boolean isOver();

        /** The next job; empty where there is none now. Only one worker asks at a time. */
        Optional<J> next();

        /** Does a job; what it throws ends the pool. */
        void run(J job);
    }

    public WorkerPool(Source<J> source) {
        this.source = source;
    }

    /** Works in the calling thread alone. */
    public void runHere() {
        work();
        rethrow();
    }

    /**
     * Works in threads of their own, and returns when all have ended. An interrupt of the calling thread is passed on to
     * them, and kept.
     *
     * @param name the threads' names begin with it
     */
    public void run(int workers, String name) {
        List<Thread> threads = IntStream.range(0, workers)
                .mapToObj(index -> new Thread(this::work, name + "-" + index))
                .toList();
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
        rethrow();
    }

    private void work() {
        try {
            for (Optional<J> job = take(); job.isPresent(); job = take()) {
                try {
                    source.run(job.get());
                } finally {
                    done();
                }
            }
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
    }

    private synchronized Optional<J> take() {
        while (broken == null && !source.isOver() && !Thread.currentThread().isInterrupted()) {
            Optional<J> job = source.next();
            if (job.isPresent()) {
                busy++;
            }
            if (job.isPresent() || busy == 0) {
                return job;
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.empty();
    }

    private synchronized void done() {
        busy--;
        notifyAll();
    }

    private synchronized void fail(Throwable failure) {
        if (broken == null) {
            broken = failure;
        }
        notifyAll();
    }

    private synchronized void rethrow() {
        if (broken instanceof RuntimeException failure) {
            throw failure;
        }
        if (broken instanceof Error failure) {
            throw failure;
        }
    }
}
