package joyul.run;

import java.util.List;
import java.util.function.Consumer;

/**
 * Hears the events of a long computation, on the thread where they happen: progress lines, metrics files and measurements
 * are listeners. A computation of several threads may call it from each of them, at the same time.
 *
 * <p>What a listener throws ends the computation, and reaches whoever started it.
 */
@FunctionalInterface
public interface Listener {
    /** A listener that heeds nothing. */
    Listener NONE = event -> {};

    void on(Event event);

    /** A listener that heeds one kind of event. */
    static <E extends Event> Listener of(Class<E> kind, Consumer<? super E> hearing) {
        return event -> {
            if (kind.isInstance(event)) {
                hearing.accept(kind.cast(event));
            }
        };
    }

    /** All of some listeners, each after the one before it; behind one that throws, none hears that event. */
    static Listener all(Listener... listeners) {
        List<Listener> each = List.of(listeners);
        return event -> each.forEach(listener -> listener.on(event));
    }

    /** This listener, and then another. */
    default Listener and(Listener next) {
        return this == NONE ? next : next == NONE ? this : all(this, next);
    }
}
