package joyul.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is wrong with how a command took an input: a bug, a stack trace, more than one line, a line that a terminal
 * obeys, two seconds of computing, or 256 MB of heap.
 */
final class FuzzVerdict {
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 256L << 20;

    /** Wall time after which a command that computes nothing is said to hang. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzVerdict() {}

    /** What runs a command: its code and output. */
    interface Attempt {
        Ran run() throws Exception;
    }

    private record Cost(Ran ran, long nanos, long bytes) {}

    /** The fault, or nothing; a command that hangs keeps its thread, which dies with the process. */
    static Optional<String> of(Attempt attempt) throws InterruptedException {
        AtomicReference<Object> ended = new AtomicReference<>();
        Thread thread = new Thread(null, () -> ended.set(measured(attempt)), "fuzz", 1 << 20);
        thread.setDaemon(true);
        thread.start();
        thread.join(PATIENCE_MILLIS);
        Object end = ended.get();
        if (end instanceof Cost cost) {
            return fault(cost);
        }
        if (end instanceof Throwable thrown) {
            return Optional.of("threw " + thrown);
        }
        StackTraceElement[] where = thread.getStackTrace();
        return Optional.of("hangs at " + (where.length == 0 ? "?" : where[0]));
    }

    private static Object measured(Attempt attempt) {
        long id = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            Ran ran = attempt.run();
            return new Cost(
                    ran, THREADS.getCurrentThreadCpuTime() - nanos, THREADS.getThreadAllocatedBytes(id) - bytes);
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private static Optional<String> fault(Cost cost) {
        Ran ran = cost.ran();
        String log = ran.log();
        if (ran.code() != 0 && ran.code() != Failures.CORRECTABLE && ran.code() != Interruption.EXIT_CODE) {
            return Optional.of("exit code " + ran.code() + ": " + log);
        }
        if (log.contains("bug in Joyul") || log.contains("\tat ") || log.contains("Exception:")) {
            return Optional.of("shows the inside: " + log);
        }
        if (log.codePoints().anyMatch(point -> point != '\n' && Character.isISOControl(point))) {
            return Optional.of("writes control characters: " + log.replaceAll("\\p{Cntrl}", "?"));
        }
        if (ran.code() == Failures.CORRECTABLE
                && log.lines().filter(line -> line.startsWith("joyul: ")).count() != 1) {
            return Optional.of("says not one line: " + log);
        }
        if (log.lines().anyMatch(line -> line.length() > 2_100)) {
            return Optional.of("a line of " + log.length() + " characters: " + log.substring(0, 300));
        }
        if (cost.nanos() > MOST_NANOS) {
            return Optional.of("computes for " + cost.nanos() / 1_000_000 + " ms");
        }
        if (cost.bytes() > MOST_BYTES) {
            return Optional.of("allocates " + (cost.bytes() >> 20) + " MB");
        }
        return Optional.empty();
    }
}
