package joyul.attach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.rate.Readings;
import joyul.rate.Schedule;
import joyul.rate.ScheduleEvent;

/**
 * A schedule that sets the learning rate (and the momentum, if it cycles it) of a user's own libtorch optimizer, each
 * parameter group from its own base rate; used as PyTorch's schedulers are. Made by {@link Attach}; used by one thread at
 * a time. It holds no native memory of its own.
 *
 * <p>Unlike PyTorch's, which write their base into the optimizer and read the rate back from it, it may be replaced by
 * another at any time, and a rate that somebody else has set lasts until the next step.
 */
public final class AttachedSchedule {
    private static final String STEP = "last_epoch";
    private static final String BASE_RATES = "base_lrs";
    private static final String BASE_MOMENTA = "base_momenta";
    private static final String READINGS = "readings";

    private final ParameterGroups groups;
    private final Schedule schedule;
    private List<Double> baseRates;
    private List<Double> baseMomenta;
    private Readings readings = Readings.none();
    private long step;

    AttachedSchedule(ParameterGroups groups, Schedule schedule) {
        this.groups = groups;
        this.schedule = schedule;
        baseRates = groups.rates();
        baseMomenta = groups.momenta();
        set();
    }

    /** Ends a scheduler step without a metric, and sets the rates of the next. A plateau takes it for a bad reading. */
    public void step() {
        step(Double.NaN);
    }

    /** Ends a scheduler step with the value of the metric, and sets the rates of the next. */
    public void step(double metric) {
        readings = readings.plus(metric);
        step++;
        set();
    }

    private void set() {
        List<Double> rates = new ArrayList<>();
        baseRates.forEach(base -> rates.add(schedule.rate(base, step, readings)));
        List<Double> momenta = new ArrayList<>();
        baseMomenta.forEach(base -> momenta.add(schedule.momentum(base, step, readings)));
        groups.setRates(rates);
        groups.setMomenta(momenta);
    }

    /** The rates in force, one a parameter group, as the optimizer has them. */
    public List<Double> lastLr() {
        return groups.rates();
    }

    /** The scheduler steps made. */
    public long lastEpoch() {
        return step;
    }

    /** What the schedule asks for before the next step: to go back to the best weights, or to stop. */
    public Optional<ScheduleEvent> event() {
        return schedule.event(step, readings);
    }

    /** All that is needed to go on elsewhere: numbers and lists of numbers. The schedule itself is not in it. */
    public Map<String, Object> stateDict() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            values.add(readings.at(i));
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put(STEP, step);
        state.put(BASE_RATES, List.copyOf(baseRates));
        state.put(BASE_MOMENTA, List.copyOf(baseMomenta));
        state.put(READINGS, values);
        return state;
    }

    /**
     * Goes on where a state was taken, and sets the rates that were in force there.
     *
     * @throws InputException if the state lacks something, or is of an optimizer with other parameter groups
     */
    public void loadStateDict(Map<String, ?> state) {
        List<Double> rates = numbers(state, BASE_RATES);
        List<Double> momenta = numbers(state, BASE_MOMENTA);
        if (rates.size() != baseRates.size() || momenta.size() != baseMomenta.size()) {
            throw new InputException("the state must be of an optimizer with " + baseRates.size()
                    + " parameter groups of the same kind, but has " + rates.size());
        }
        Readings read = Readings.none();
        for (double value : numbers(state, READINGS)) {
            read = read.plus(value);
        }
        if (!(state.get(STEP) instanceof Number count)) {
            throw lacks(STEP);
        }
        baseRates = rates;
        baseMomenta = momenta;
        readings = read;
        step = count.longValue();
        set();
    }

    private static List<Double> numbers(Map<String, ?> state, String key) {
        if (!(state.get(key) instanceof List<?> list)) {
            throw lacks(key);
        }
        List<Double> numbers = new ArrayList<>();
        for (Object value : list) {
            if (!(value instanceof Number number)) {
                throw lacks(key);
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    private static InputException lacks(String key) {
        return new InputException("the state of a schedule needs " + key + ", as stateDict() gives it");
    }
}
