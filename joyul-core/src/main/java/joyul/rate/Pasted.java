package joyul.rate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pasted code tells: the schedule, and what the lines around it say of the run.
 *
 * @param schedule the one that is made last
 * @param rate the base rate: the {@code lr} of the optimizer in the same lines; null if they do not tell
 * @param momentum the optimizer's momentum; null if they do not tell
 * @param unit what the code steps by, where it is of a library that says so; null: what is usual for the schedule
 * @param length how long the code says that the schedule is, in steps of its own; null if it does not say
 * @param notes what one should know besides, a sentence each
 */
public record Pasted(
        Schedule schedule,
        @Nullable Double rate,
        @Nullable Double momentum,
        Length.@Nullable Unit unit,
        @Nullable Long length,
        List<String> notes) {
    public Pasted {
        notes = List.copyOf(notes);
    }

    /** A schedule with no lines around it. */
    public static Pasted alone(Schedule schedule) {
        return new Pasted(schedule, null, null, null, null, List.of());
    }
}
