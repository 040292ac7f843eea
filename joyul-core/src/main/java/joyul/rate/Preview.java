package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * The rates that a schedule would give over a run.
 *
 * @param rates the rate in force during each scheduler step, from step 0
 * @param momenta the momentum in force during each
 * @param events what the schedule would ask for, and before which step; until it asks to stop
 */
public record Preview(List<Double> rates, List<Double> momenta, List<Event> events) {
    private static final int LONGEST = 1_000_000;

    /** What is asked for before a step. */
    public record Event(long step, ScheduleEvent event) {}

    public Preview {
        rates = List.copyOf(rates);
        momenta = List.copyOf(momenta);
        events = List.copyOf(events);
    }

    /** Runs through a schedule for so many scheduler steps, of which nothing else is known. */
    public static Preview of(Schedule schedule, double baseRate, long count, List<Double> metrics) {
        checkLength(count);
        return of(schedule, baseRate, 0, RunLength.of(count), metrics);
    }

    /**
     * Runs through a schedule.
     *
     * @param baseRate the rate before any scheduling, 0 or more
     * @param baseMomentum the momentum before any scheduling, in [0, 1)
     * @param run how long it is, 1 to a million scheduler steps
     * @param metrics value i is reported after step i; empty if the schedule reads none
     * @throws InputException if an argument is out of its range, or the schedule has no rate at some step
     */
    public static Preview of(
            Schedule schedule, double baseRate, double baseMomentum, RunLength run, List<Double> metrics) {
        Check.notNegative("the base rate", baseRate);
        Check.below("the base momentum", baseMomentum, 0, 1);
        checkLength(run.steps());
        Schedule whole = schedule.resolved(run);
        Readings readings =
                Readings.of(metrics.stream().mapToDouble(Double::doubleValue).toArray());
        List<Double> rates = new ArrayList<>();
        List<Double> momenta = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        boolean stopped = false;
        for (long step = 0; step < run.steps(); step++) {
            rates.add(whole.rate(baseRate, step, readings));
            momenta.add(whole.momentum(baseMomentum, step, readings));
            Optional<ScheduleEvent> event = stopped ? Optional.empty() : whole.event(step, readings);
            if (event.isPresent()) {
                events.add(new Event(step, event.get()));
                stopped = event.get() instanceof ScheduleEvent.Stop;
            }
        }
        return new Preview(rates, momenta, events);
    }

    private static void checkLength(long count) {
        Check.that(count >= 1 && count <= LONGEST, "the number of steps", "in [1, " + LONGEST + "]", (double) count);
    }

    /** The rates, in a column {@code lr}. */
    public RateTable table() {
        return new RateTable(List.of("lr"), List.of(rates));
    }
}
