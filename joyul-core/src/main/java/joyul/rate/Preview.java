package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * The rates that a schedule would give over a run.
 *
 * @param rates the rate in force during each scheduler step, from step 0
 */
public record Preview(List<Double> rates) {
    private static final int LONGEST = 1_000_000;

    public Preview {
        rates = List.copyOf(rates);
    }

    /**
     * Runs through a schedule.
     *
     * @param baseRate the rate before any scheduling, 0 or more
     * @param count how many scheduler steps the run has, 1 to a million
     * @param metrics value i is reported after step i; empty if the schedule reads none
     * @throws InputException if an argument is out of its range, or the schedule has no rate at some step
     */
    public static Preview of(Schedule schedule, double baseRate, long count, List<Double> metrics) {
        Check.notNegative("the base rate", baseRate);
        Check.that(count >= 1 && count <= LONGEST, "the number of steps", "in [1, " + LONGEST + "]", (double) count);
        Schedule whole = schedule.resolved(count);
        Readings readings =
                Readings.of(metrics.stream().mapToDouble(Double::doubleValue).toArray());
        List<Double> rates = new ArrayList<>();
        for (long step = 0; step < count; step++) {
            rates.add(whole.rate(baseRate, step, readings));
        }
        return new Preview(rates);
    }

    /** CSV with the header {@code step,lr}; 17 significant digits, so that each rate reads back exactly. */
    public String csv() {
        StringBuilder text = new StringBuilder("step,lr\n");
        for (int step = 0; step < rates.size(); step++) {
            text.append(step)
                    .append(',')
                    .append(Numbers.seventeen(rates.get(step)))
                    .append('\n');
        }
        return text.toString();
    }

    /** A JSON array of {@code {"step":0,"lr":0.1}}. */
    public String json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int step = 0; step < rates.size(); step++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", step);
            row.put("lr", rates.get(step));
            rows.add(row);
        }
        return JsonText.write(rows);
    }

    /** Two aligned columns for people: the step, and the rate to 6 significant digits. */
    public String table() {
        int width = Math.max(4, Integer.toString(rates.size() - 1).length());
        StringBuilder text = new StringBuilder(" ".repeat(width - 4)).append("step  lr\n");
        for (int step = 0; step < rates.size(); step++) {
            String number = Integer.toString(step);
            text.append(" ".repeat(width - number.length())).append(number).append("  ");
            text.append(Numbers.significant(rates.get(step), 6)).append('\n');
        }
        return text.toString();
    }
}
