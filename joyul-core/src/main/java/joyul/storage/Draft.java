package joyul.storage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import joyul.space.Domain;
import joyul.space.Point;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/** A trial while a storage fills it in: the changing side of {@link Trial}. */
final class Draft {
    final long id;
    final int number;
    TrialState state;

    @Nullable
    Double value;

    @Nullable
    Instant started;

    @Nullable
    Instant completed;

    final Map<String, Object> fixed = new LinkedHashMap<>();
    final Map<String, Object> parameters = new LinkedHashMap<>();
    final Map<String, Domain> domains = new LinkedHashMap<>();
    final NavigableMap<Integer, Double> readings = new TreeMap<>();
    final Map<String, Object> attributes = new LinkedHashMap<>();

    Draft(long id, int number, TrialState state, @Nullable Instant started) {
        this.id = id;
        this.number = number;
        this.state = state;
        this.started = started;
    }

    void setParameter(String name, double code, Domain domain) {
        parameters.put(name, domain.decode(code));
        domains.put(name, domain);
    }

    /** The trial now. Fixed values belong to the point until it ends; then only what was really chosen does. */
    Trial snapshot() {
        Point chosen = Point.of(parameters);
        Point point = state.finished() ? chosen : Point.of(fixed).with(chosen);
        return new Trial(id, number, state, value, point, domains, readings, attributes, started, completed);
    }
}
