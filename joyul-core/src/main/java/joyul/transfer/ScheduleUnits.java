package joyul.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
        /** A number of scheduler steps, or a list of them; what is measured in epochs, examples or shares stays. */
        STEPS,
        /** A learning rate. */
        RATE,
        /** A factor at every step. */
        FACTOR,
        /** An expression in the step. */
        EXPRESSION,
        /** Likewise, that gives a factor at every step. */
        FACTOR_EXPRESSION,
        /** A schedule, or a list of schedules, within. */
        SCHEDULE
    }

    /** Every parameter with a unit, by the schedule's type; a new schedule is a line here. */
    private static final Map<String, Map<String, Unit>> UNITS = Map.ofEntries(
            Map.entry("constant", Map.of()),
            Map.entry("LambdaLR", Map.of("lr_lambda", Unit.EXPRESSION)),
            Map.entry("MultiplicativeLR", Map.of("lr_lambda", Unit.FACTOR_EXPRESSION)),
            Map.entry("StepLR", Map.of("step_size", Unit.STEPS)),
            Map.entry("MultiStepLR", Map.of("milestones", Unit.STEPS)),
            Map.entry("ConstantLR", Map.of("total_iters", Unit.STEPS)),
            Map.entry("LinearLR", Map.of("total_iters", Unit.STEPS)),
            Map.entry("ExponentialLR", Map.of("gamma", Unit.FACTOR)),
            Map.entry("PolynomialLR", Map.of("total_iters", Unit.STEPS)),
            Map.entry("CosineAnnealingLR", Map.of("T_max", Unit.STEPS, "eta_min", Unit.RATE)),
            Map.entry("CosineAnnealingWarmRestarts", Map.of("T_0", Unit.STEPS, "eta_min", Unit.RATE)),
            Map.entry(
                    "CyclicLR",
                    Map.of(
                            "base_lr", Unit.RATE,
                            "max_lr", Unit.RATE,
                            "step_size_up", Unit.STEPS,
                            "step_size_down", Unit.STEPS,
                            "gamma", Unit.FACTOR,
                            "scale_fn", Unit.EXPRESSION)),
            Map.entry("OneCycleLR", Map.of("max_lr", Unit.RATE, "total_steps", Unit.STEPS)),
            Map.entry(
                    "ReduceLROnPlateau",
                    Map.of("patience", Unit.STEPS, "cooldown", Unit.STEPS, "min_lr", Unit.RATE, "eps", Unit.RATE)),
            Map.entry("SWALR", Map.of("swa_lr", Unit.RATE, "anneal_epochs", Unit.STEPS)),
            Map.entry("SequentialLR", Map.of("schedulers", Unit.SCHEDULE, "milestones", Unit.STEPS)),
            Map.entry("ChainedScheduler", Map.of("schedulers", Unit.SCHEDULE)),
            Map.entry("WSD", Map.of("warmup", Unit.STEPS, "decay", Unit.STEPS, "total_steps", Unit.STEPS)),
            Map.entry("InverseSquareRootLR", Map.of("warmup", Unit.STEPS)),
            Map.entry("TanhLR", Map.of("T_max", Unit.STEPS, "eta_min", Unit.RATE)),
            Map.entry("EarlyStopping", Map.of("patience", Unit.STEPS, "then", Unit.SCHEDULE)),
            Map.entry("Warmup", Map.of("steps", Unit.STEPS, "then", Unit.SCHEDULE)));

    /** A length in optimizer steps, whatever the scheduler steps by: {@code 2000st}. */
    private static final Pattern OPTIMIZER_STEPS = Pattern.compile("([\\d.eE+]+)st");

    private static final Pattern LAMBDA = Pattern.compile("lambda\\s+(\\w+)\\s*:(.*)", Pattern.DOTALL);

    private ScheduleUnits() {}

    /** The types of schedules whose units are known. */
    static List<String> known() {
        return UNITS.keySet().stream().sorted().toList();
    }

    /**
     * How a schedule is carried.
     *
     * @param rate new rate over old
     * @param optimizerSteps new number of optimizer steps in an epoch over old
     * @param schedulerSteps the same for what the scheduler steps by: 1 where it steps by epochs
     */
    public record Ratios(double rate, double optimizerSteps, double schedulerSteps) {}

    /**
     * The schedule for a run of other rates and steps. Whole numbers of steps are rounded, and at least 1 where they were.
     *
     * @throws InputException if the schedule is one that only code can express
     */
    public static Schedule carried(Schedule schedule, Ratios ratios) {
        return Schedules.of(carried(Schedules.toMap(schedule), ratios));
    }

    private static Map<String, Object> carried(Map<?, ?> map, Ratios ratios) {
        String type = String.valueOf(map.get("type"));
        Map<String, Unit> units = UNITS.get(type);
        if (units == null) {
            throw new InputException("the units of the schedule " + type + " are not known, so it cannot be carried to"
                    + " another batch size; known: " + String.join(", ", known()));
        }
        boolean byCycle = "cycle".equals(map.get("scale_mode"));
        Map<String, Object> carried = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Unit unit = byCycle && "scale_fn".equals(key) ? null : units.get(String.valueOf(key));
            carried.put(String.valueOf(key), unit == null ? value : carried(unit, value, ratios));
        });
        return carried;
    }

    private static Object carried(Unit unit, Object value, Ratios ratios) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> carried(unit, each, ratios)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return carried(map, ratios);
        }
        if (value instanceof Number number) {
            return switch (unit) {
                case RATE -> number.doubleValue() * ratios.rate;
                case FACTOR -> Math.pow(number.doubleValue(), 1 / ratios.schedulerSteps);
                default -> steps(number.doubleValue(), ratios.schedulerSteps);
            };
        }
        String text = String.valueOf(value);
        if (unit == Unit.STEPS) {
            Matcher matcher = OPTIMIZER_STEPS.matcher(text);
            return matcher.matches()
                    ? steps(Double.parseDouble(matcher.group(1)), ratios.optimizerSteps) + "st"
                    : value;
        }
        return ratios.schedulerSteps == 1 || !(unit == Unit.EXPRESSION || unit == Unit.FACTOR_EXPRESSION)
                ? value
                : faster(text, 1 / ratios.schedulerSteps, unit == Unit.FACTOR_EXPRESSION);
    }

    private static long steps(double before, double ratio) {
        return before == 0 ? 0 : Math.max(1, Math.round(before * ratio));
    }

    /**
     * The expression in a step that goes through the old ones so many times as fast.
     *
     * @param factor whether it gives a factor at each step, so that a new one takes as many old ones: exact where the factor
     *     hardly changes between them
     */
    private static String faster(String expression, double speed, boolean factor) {
        Matcher lambda = LAMBDA.matcher(expression);
        String name = lambda.matches() ? lambda.group(1) : "epoch";
        String body = lambda.matches() ? lambda.group(2).strip() : expression;
        String sped = speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
        String moved = body.replaceAll("\\b" + name + "\\b", "(" + name + " * " + sped + ")");
        return "lambda " + name + ": " + (factor ? "(" + moved + ") ** " + sped : moved);
    }
}
