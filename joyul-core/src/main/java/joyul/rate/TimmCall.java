package joyul.rate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** A schedule of timm: the formulas of timm 1, {@code scheduler/}. */
final class TimmCall extends ForeignCall {
    /** What can be read, each with its parameters in the order of positions, the optimizer aside. */
    static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry(
                    "CosineLRScheduler",
                    List.of(
                            "t_initial",
                            "lr_min",
                            "cycle_mul",
                            "cycle_decay",
                            "cycle_limit",
                            "warmup_t",
                            "warmup_lr_init",
                            "warmup_prefix",
                            "t_in_epochs")),
            Map.entry(
                    "StepLRScheduler",
                    List.of("decay_t", "decay_rate", "warmup_t", "warmup_lr_init", "warmup_prefix", "t_in_epochs")),
            Map.entry(
                    "MultiStepLRScheduler",
                    List.of("decay_t", "decay_rate", "warmup_t", "warmup_lr_init", "warmup_prefix", "t_in_epochs")));

    /** More steps than any run has. */
    private static final double ENDLESS = 1e9;

    TimmCall(Map<String, Object> given, @Nullable Double optimizerRate) {
        super(given, optimizerRate);
    }

    @Override
    Equal equal() {
        return switch (name) {
            case "CosineLRScheduler" -> cosine();
            case "StepLRScheduler" ->
                timm(
                        null,
                        text(number("decay_rate", 1)) + " ** (" + place(true) + " // " + text(number("decay_t")) + ")");
            default -> timm(null, multiStep());
        };
    }

    /**
     * timm's way: up from {@code warmup_lr_init} in a straight line, then the factor.
     *
     * @param end where {@code lr_min} follows; null if nowhere
     */
    private Equal timm(@Nullable Double end, String factor) {
        allow(
                "t_initial",
                "decay_t",
                "decay_rate",
                "lr_min",
                "cycle_mul",
                "cycle_decay",
                "cycle_limit",
                "k_decay",
                "warmup_t",
                "warmup_lr_init",
                "warmup_prefix",
                "t_in_epochs");
        String held = end == null
                ? factor
                : factor + " if " + place(false) + " < " + text(end) + " else " + text(relative("lr_min", 0));
        double rise = number("warmup_t", 0);
        double first = relative("warmup_lr_init", 0);
        String course = rise == 0
                ? held
                : text(first) + " + t * " + text(1 - first) + " / " + text(rise) + " if t < " + text(rise) + " else "
                        + held;
        boolean epochs = !Boolean.FALSE.equals(given.get("t_in_epochs"));
        // Cycles that as good as never end have no length that a run could be shown for.
        double before = place(false).equals("t") ? 0 : rise;
        Long length = end == null || end >= ENDLESS ? null : (Long) (long) Math.floor(end + before);
        return new Equal(lambda(course), epochs ? Length.Unit.EP : Length.Unit.ST, length, null);
    }

    /** The step that the formula after the warmup sees: of its own with {@code warmup_prefix}, else of the run. */
    private String place(boolean usual) {
        Object prefix = given.getOrDefault("warmup_prefix", usual);
        double rise = number("warmup_t", 0);
        return Boolean.TRUE.equals(prefix) && rise > 0 ? "(t - " + text(rise) + ")" : "t";
    }

    private Equal cosine() {
        double least = relative("lr_min", 0);
        TimmCycles cycles = new TimmCycles(
                place(false),
                whole("t_initial"),
                number("cycle_mul", 1),
                number("cycle_decay", 1),
                wholeOr("cycle_limit", 1),
                number("k_decay", 1));
        String height = cycles.height();
        String half = height.equals("1") ? text(0.5 * (1 - least)) : "0.5 * (" + height + " - " + text(least) + ")";
        return timm(
                Math.min(cycles.end(), ENDLESS),
                text(least) + " + " + half + " * (1 + cos(pi * " + cycles.progress() + "))");
    }

    private String multiStep() {
        if (!(given.get("decay_t") instanceof List<?> steps)) {
            throw new InputException(name + " needs decay_t, a list such as [30, 60]");
        }
        String passed = steps.stream()
                .map(step -> "(" + place(true) + " >= " + step + ")")
                .collect(Collectors.joining(" + "));
        return text(number("decay_rate", 1)) + " ** (" + (passed.isEmpty() ? "0" : passed) + ")";
    }
}
