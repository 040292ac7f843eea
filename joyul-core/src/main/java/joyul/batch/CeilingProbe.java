package joyul.batch;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import org.jspecify.annotations.Nullable;

/**
 * Tries batch sizes in child processes: how fast each trains, what memory it needs, and which is the largest that fits.
 * A size that the system kills for its memory costs a child and nothing else.
 *
 * <pre>{@code
 * CeilingProbe.Measured found = new CeilingProbe(MyTrial.class, "").examples(60_000).memory(MemorySize.parse("4g")).run();
 * }</pre>
 */
public final class CeilingProbe {
    /** So much of the memory stays free, as a share: runs differ. */
    public static final double MARGIN = 0.05;

    /** The next size takes about twice as long as the last one, and some more to start a child. */
    private static final double NEXT = 2.2;

    private final String trial;
    private final String text;
    private int least = 1;
    private int first = 8;
    private int examples = 1 << 30;
    private MemorySize memory = MemorySize.available();
    private Duration budget = Duration.ofSeconds(60);
    private Cancellation cancellation = new Cancellation();
    private Listener listener = Listener.NONE;

    private @Nullable TrialProcess child;
    private long lastNanos;

    /**
     * A probe of a trial.
     *
     * @param text what the trial's constructor is given, where it takes a text
     */
    public CeilingProbe(Class<? extends BatchTrial> trial, String text) {
        this.trial = trial.getName();
        this.text = text;
    }

    /** The number of training examples: no batch can be larger (default: no limit). */
    public CeilingProbe examples(int count) {
        examples = Check.atLeast("examples", count, 1);
        return this;
    }

    /** The smallest size that makes sense, such as 2 with batch normalization (default: 1). */
    public CeilingProbe least(int size) {
        least = Check.atLeast("least batch", size, 1);
        return this;
    }

    /** Where doubling begins (default: 8). */
    public CeilingProbe first(int size) {
        first = Check.atLeast("first batch", size, 1);
        return this;
    }

    /** The memory that training may use (default: what is available now). */
    public CeilingProbe memory(MemorySize limit) {
        memory = limit;
        return this;
    }

    /** No size is begun that would probably end later (default: a minute). */
    public CeilingProbe budget(Duration time) {
        budget = time;
        return this;
    }

    /** Once cancelled, the child is ended, and the probe gives what it has. */
    public CeilingProbe cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /** Hears of each {@link TriedSize} that trained, in the order of trying. */
    public CeilingProbe listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /**
     * What was measured.
     *
     * @param sizes those that trained, from small to large
     */
    public record Measured(List<TriedSize> sizes, MemoryCeiling memory) {
        public Measured {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * Runs the probe.
     *
     * @throws InputException if no size fits, or the trial fails for another reason
     */
    public Measured run() {
        MemorySize allowed = memory.less(MARGIN);
        long deadline = System.nanoTime() + budget.toNanos();
        SizeRounds rounds = new SizeRounds(System::nanoTime, deadline);
        try {
            int from = Math.min(Math.max(first, least), examples);
            SizeSearch.Found found =
                    SizeSearch.largest(from, least, examples, MARGIN, size -> verdict(size, allowed, deadline, rounds));
            MemoryCeiling ceiling = ceiling(found);
            rounds.goOn(size -> again(size, allowed), cancellation);
            return new Measured(rounds.sizes(), ceiling);
        } finally {
            closeChild();
        }
    }

    /** The seconds of a step in another trial of a size. */
    private OptionalDouble again(int size, MemorySize allowed) {
        try {
            return attempt(size, allowed);
        } catch (Cancelled cancelled) {
            // Whoever stopped it is asked before the next trial, too.
            return OptionalDouble.empty();
        }
    }

    /** What a trial of a size takes at least: three steps, and steps that are timed. */
    private static long nanosOf(double stepSeconds) {
        return (long) (1e9 * (TrialChild.SECONDS + 3 * stepSeconds));
    }

    private MemoryCeiling ceiling(SizeSearch.Found found) {
        if (found.largest() == 0) {
            throw new InputException(
                    found.failed() > 0
                            ? "no batch size fits into " + memory + " of memory: " + found.failed()
                                    + " is too large already; give more by memory(SIZE), or use a smaller network"
                            : "the budget is too short to try a single batch size; give more by budget(TIME)");
        }
        // Where the time ran out among sizes below one that failed, memory is still what ends them.
        MemoryCeiling.End end = found.failed() > 0
                ? MemoryCeiling.End.MEMORY
                : found.timeUp() ? MemoryCeiling.End.TIME : MemoryCeiling.End.DATA;
        return new MemoryCeiling(found.largest(), found.failed(), end, memory);
    }

    private SizeSearch.Verdict verdict(int size, MemorySize allowed, long deadline, SizeRounds rounds) {
        if (cancellation.cancelled() || System.nanoTime() + (long) (NEXT * lastNanos) > deadline) {
            return SizeSearch.Verdict.NO_TIME;
        }
        try {
            boolean used = child != null;
            long begun = System.nanoTime();
            OptionalDouble tried = attempt(size, allowed);
            // What smaller sizes left behind in the child is no fault of this one.
            if (tried.isEmpty() && used) {
                tried = attempt(size, allowed);
            }
            // A child's first size takes the start and cold code too, which says nothing of the next.
            lastNanos = used || tried.isEmpty() ? System.nanoTime() - begun : nanosOf(tried.getAsDouble());
            tried.ifPresent(seconds -> listener.on(rounds.first(size, seconds, peakBytes(), lastNanos)));
            return tried.isPresent() ? SizeSearch.Verdict.WORKS : SizeSearch.Verdict.FAILS;
        } catch (Cancelled cancelled) {
            return SizeSearch.Verdict.NO_TIME;
        }
    }

    private long peakBytes() {
        return child == null ? 0 : child.peakBytes();
    }

    /** The seconds of a step, in the living child or in a new one; a child that failed is not used again. */
    private OptionalDouble attempt(int size, MemorySize allowed) {
        TrialProcess process = child == null ? started(allowed) : child;
        TrialProcess.Answer answer = process.attempt(size, cancellation);
        if (answer.trained()) {
            return OptionalDouble.of(answer.seconds());
        }
        closeChild();
        if (!answer.outOfMemory()) {
            throw new InputException("training with batch size " + size + " failed: " + answer.rest());
        }
        return OptionalDouble.empty();
    }

    private TrialProcess started(MemorySize allowed) {
        TrialProcess process = TrialProcess.start(trial, text, allowed);
        child = process;
        TrialProcess.Answer answer = process.awaitReady(cancellation);
        if (answer.ready()) {
            return process;
        }
        throw new InputException(
                answer.outOfMemory()
                        ? "training does not even start in " + memory + " of memory; give more by memory(SIZE)"
                        : "the child process that tries batch sizes failed: " + answer.rest());
    }

    private void closeChild() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}
