package joyul.study;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import joyul.space.Domain;
import joyul.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * Keeps studies. Safe for many threads, and for many processes where the medium allows it. Each call is atomic and has
 * reached the medium when it returns, so a process may be killed at any moment. A finished trial never changes.
 */
public interface Storage extends AutoCloseable {
    /** Creates a study and gives its id; an existing name is an {@link joyul.check.InputException}. */
    long createStudy(String name, Direction direction);

    OptionalLong findStudy(String name);

    /** The names of all studies, oldest first. */
    List<String> studyNames();

    Direction direction(long study);

    Map<String, Object> studyAttributes(long study);

    /** Sets or replaces a study's attribute; the value is JSON (text, number, boolean, list, map). */
    void setStudyAttribute(long study, String key, Object value);

    /**
     * Sets a study's attribute if it is as expected, in one step: of several that try, in whatever processes and threads,
     * one succeeds. What is here, as in {@link #promote}, does for a storage that other processes cannot reach.
     *
     * @param expected a value as {@link #studyAttributes} gives it; null for absent
     * @return whether it was as expected and is now set
     */
    default boolean replaceStudyAttribute(long study, String key, @Nullable Object expected, Object value) {
        synchronized (this) {
            boolean same = Objects.equals(studyAttributes(study).get(key), expected);
            if (same) {
                setStudyAttribute(study, key, value);
            }
            return same;
        }
    }

    /** Creates a running trial with the next number. */
    Trial startTrial(long study);

    /** Creates a waiting trial whose values are fixed in advance (Optuna: enqueue). */
    Trial enqueueTrial(long study, Point fixed);

    /** Turns the oldest waiting trial into a running one; its fixed values are in {@link Trial#point}. */
    Optional<Trial> startWaitingTrial(long study);

    /**
     * Sets a parameter's value. Within a study a name keeps its {@linkplain Domain#sameKind kind}; another is an
     * {@link joyul.check.InputException}.
     */
    void setParameter(long trial, String name, Object value, Domain domain);

    /** Sets or replaces the reading at a step; NaN and infinities are kept. */
    void setReading(long trial, int step, double value);

    void setAttribute(long trial, String key, Object value);

    /**
     * Ends a trial.
     *
     * @param value the objective: not NaN; null where there is none
     * @return whether this call ended it; false when it had ended before
     */
    boolean finish(long trial, TrialState state, @Nullable Double value);

    Trial trial(long trial);

    /**
     * Makes a running trial this process's own, as starting one does, unless a living process has it. A storage whose
     * trials no other process can reach has nothing to do here, nor in the three below.
     *
     * @return whether this process may run the trial; false too when it does not run
     */
    default boolean take(long trial) {
        return trial(trial).state() == TrialState.RUNNING;
    }

    /** Makes a running trial nobody's: it stays running, is never {@linkplain #abandoned abandoned}, and can be taken. */
    default void release(long trial) {}

    /**
     * Pauses a running trial: keeps its reading and {@linkplain #release lets it go}, in one step, so that nobody finds it
     * paused who could not take it.
     */
    default void pause(long trial, int step, double value) {
        release(trial);
        setReading(trial, step, value);
    }

    /**
     * Sends a running trial to a higher rung and makes it this process's own, in one step: of several that try, in
     * whatever processes and threads, one succeeds.
     *
     * @param rung the index of the rung, kept as {@link Trial#RUNG}
     * @return whether this call did it; false when the trial has been sent there already, has ended, or is run by a living
     *     process
     */
    default boolean promote(long trial, int rung) {
        synchronized (this) {
            boolean first = trial(trial).rung() < rung && take(trial);
            if (first) {
                setAttribute(trial, Trial.RUNG, rung);
            }
            return first;
        }
    }

    /** The ids of the running trials whose process has died, or has given no sign of life for long. */
    default Set<Long> abandoned(long study) {
        return Set.of();
    }

    /**
     * Ends the abandoned trials as FAIL, with a reason.
     *
     * @param retries how often the same point is tried again, by a waiting trial for each one ended; 0 for never
     * @return those that this call ended
     */
    default List<Trial> endAbandoned(long study, int retries) {
        return List.of();
    }

    /** All trials of a study by number. */
    List<Trial> trials(long study);

    @Override
    void close();
}
