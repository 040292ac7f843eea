package joyul.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** All trials of a study by number. */
    List<Trial> trials(long study);

    @Override
    void close();
}
