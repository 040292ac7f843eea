package joyul.study;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import joyul.space.Domain;
import joyul.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one trial at one moment: an immutable snapshot.
 *
 * @param id the storage's key, unique over all studies
 * @param number 0, 1, 2, ... within the study, in the order of creation
 * @param value the objective; null while running and where the trial has none
 * @param domains the domain of each parameter of the point, as it was when chosen
 * @param readings values reported during training (Optuna: intermediate values) by step; may hold NaN and infinities
 * @param attributes what the trial's owner noted (Optuna: user attributes): JSON values
 */
public record Trial(
        long id,
        int number,
        TrialState state,
        @Nullable Double value,
        Point point,
        Map<String, Domain> domains,
        NavigableMap<Integer, Double> readings,
        Map<String, Object> attributes,
        @Nullable Instant started,
        @Nullable Instant completed) {
    /** The trial attribute with the index of the highest rung that a trial has been sent to; absent means 0. */
    public static final String RUNG = "joyul:rung";

    public Trial {
        domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
        readings = Collections.unmodifiableNavigableMap(new TreeMap<>(readings));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** This snapshot with a reading more. */
    Trial with(int step, double reading) {
        NavigableMap<Integer, Double> more = new TreeMap<>(readings);
        more.put(step, reading);
        return new Trial(id, number, state, value, point, domains, more, attributes, started, completed);
    }

    /** How the trial ended; null while it has not. */
    public @Nullable Outcome outcome() {
        return switch (state) {
            case WAITING, RUNNING -> null;
            case COMPLETE -> Outcome.COMPLETE;
            case PRUNED -> Outcome.PRUNED;
            case FAIL -> failure();
        };
    }

    /** The index of the highest rung that the trial has been sent to; 0 where nobody promotes. */
    public int rung() {
        return attributes.get(RUNG) instanceof Number rung ? rung.intValue() : 0;
    }

    /** Whether the trial ended with something to learn from: not running, and not cut off before its first reading. */
    public boolean taught() {
        return state.finished() && (state != TrialState.PRUNED || value != null || !readings.isEmpty());
    }

    private Outcome failure() {
        Object noted = attributes.get(Outcome.ATTRIBUTE);
        for (Outcome outcome : new Outcome[] {Outcome.DIVERGED, Outcome.OUT_OF_MEMORY}) {
            if (outcome.text().equals(noted)) {
                return outcome;
            }
        }
        return Outcome.FAILED;
    }
}
