package joyul.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.rate.Schedule;
import joyul.rate.Schedules;

/**
 * The units of a schedule: which of its parameters count steps and which are rates. With them a schedule is carried to
 * another batch size, where the same examples make another number of steps.
 */
public final class ScheduleUnits {
    /** What a parameter is, and so how it is carried. */
    private enum Unit {
        /** A whole number of scheduler steps; a share of the run such as {@code 5%} stays. */
        STEPS,
        /** A list of them. */
        MOMENTS,
        /** A learning rate. */
        RATE,
        /** A factor at every step. */
        FACTOR,
        /** An expression in the step. */
        EXPRESSION,
        /** A schedule, or a list of schedules, within. */
        SCHEDULE
    }

    /** Every parameter with a unit, by the schedule's type; a new schedule is a line here. */
    private static final Map<String, Map<String, Unit>> UNITS = Map.ofEntries(
            Map.entry("constant", Map.of()),
            Map.entry("LambdaLR", Map.of("lr_lambda", Unit.EXPRESSION)),
            Map.entry("StepLR", Map.of("step_size", Unit.STEPS)),
            Map.entry("MultiStepLR", Map.of("milestones", Unit.MOMENTS)),
            Map.entry("LinearLR", Map.of("total_iters", Unit.STEPS)),
            Map.entry("ExponentialLR", Map.of("gamma", Unit.FACTOR)),
            Map.entry("CosineAnnealingLR", Map.of("T_max", Unit.STEPS, "eta_min", Unit.RATE)),
            Map.entry(
                    "ReduceLROnPlateau",
                    Map.of("patience", Unit.STEPS, "cooldown", Unit.STEPS, "min_lr", Unit.RATE, "eps", Unit.RATE)),
            Map.entry("OneCycleLR", Map.of("max_lr", Unit.RATE, "total_steps", Unit.STEPS)),
            Map.entry("Warmup", Map.of("steps", Unit.STEPS, "then", Unit.SCHEDULE)));

    private static final Pattern LAMBDA = Pattern.compile("lambda\\s+(\\w+)\\s*:(.*)", Pattern.DOTALL);

    private ScheduleUnits() {}

    /** The types of schedules whose units are known. */
    static List<String> known() {
        return UNITS.keySet().stream().sorted().toList();
    }

    /**
     * The schedule for a run whose rates are {@code rateRatio} times as large and whose scheduler steps are
     * {@code stepRatio} times as many. Whole numbers of steps are rounded, and at least 1 where they were.
     *
     * @param stepRatio 1 where the schedule steps by epochs
     * @throws InputException if the schedule is one that only code can express
     */
    public static Schedule carried(Schedule schedule, double rateRatio, double stepRatio) {
        return Schedules.of(carried(Schedules.toMap(schedule), rateRatio, stepRatio));
    }

    private static Map<String, Object> carried(Map<String, Object> map, double rateRatio, double stepRatio) {
        String type = String.valueOf(map.get("type"));
        Map<String, Unit> units = UNITS.get(type);
        if (units == null) {
            throw new InputException("the units of the schedule " + type + " are not known, so it cannot be carried to"
                    + " another batch size; known: " + String.join(", ", known()));
        }
        Map<String, Object> carried = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Unit unit = units.get(key);
            carried.put(key, unit == null ? value : carried(unit, value, rateRatio, stepRatio));
        });
        return carried;
    }

    @SuppressWarnings("unchecked")
    private static Object carried(Unit unit, Object value, double rateRatio, double stepRatio) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(each -> carried(unit, each, rateRatio, stepRatio))
                    .toList();
        }
        if (unit == Unit.SCHEDULE) {
            return carried((Map<String, Object>) value, rateRatio, stepRatio);
        }
        if (unit == Unit.EXPRESSION) {
            return stepRatio == 1 ? value : faster(String.valueOf(value), 1 / stepRatio);
        }
        if (!(value instanceof Number number)) {
            return value;
        }
        return switch (unit) {
            case RATE -> number.doubleValue() * rateRatio;
            case FACTOR -> Math.pow(number.doubleValue(), 1 / stepRatio);
            default -> steps(number.longValue(), stepRatio);
        };
    }

    private static long steps(long before, double stepRatio) {
        return before == 0 ? 0 : Math.max(1, Math.round(before * stepRatio));
    }

    /** The expression in a step that goes through the old ones so many times as fast. */
    private static String faster(String expression, double factor) {
        var lambda = LAMBDA.matcher(expression);
        String name = lambda.matches() ? lambda.group(1) : "epoch";
        String body = lambda.matches() ? lambda.group(2) : expression;
        String sped = factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
        return "lambda " + name + ":" + body.replaceAll("\\b" + name + "\\b", "(" + name + " * " + sped + ")");
    }
}
