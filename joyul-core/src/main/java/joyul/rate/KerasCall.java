package joyul.rate;

import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** A schedule of Keras: the formulas of Keras 3, {@code learning_rate_schedule.py}, and its plateau callback. */
final class KerasCall extends ForeignCall {
    /** What can be read, each with its parameters in the order of positions, the optimizer aside. */
    static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("ExponentialDecay", List.of("initial_learning_rate", "decay_steps", "decay_rate", "staircase")),
            Map.entry("InverseTimeDecay", List.of("initial_learning_rate", "decay_steps", "decay_rate", "staircase")),
            Map.entry(
                    "PolynomialDecay",
                    List.of("initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle")),
            Map.entry(
                    "CosineDecay",
                    List.of("initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps")),
            Map.entry("PiecewiseConstantDecay", List.of("boundaries", "values")));

    KerasCall(Map<String, Object> given, @Nullable Double optimizerRate) {
        super(given, optimizerRate);
    }

    @Override
    Equal equal() {
        return switch (name) {
            case "ExponentialDecay" -> keras(text(number("decay_rate")) + " ** " + stairs());
            case "InverseTimeDecay" -> keras("1 / (1 + " + text(number("decay_rate")) + " * " + stairs() + ")");
            case "PolynomialDecay" -> keras(kerasPolynomial());
            case "CosineDecay" -> keras(kerasCosine());
            case "PiecewiseConstantDecay" -> piecewise();
            default -> kerasPlateau();
        };
    }

    private Equal keras(String factor) {
        allow(
                "initial_learning_rate",
                "decay_steps",
                "decay_rate",
                "staircase",
                "end_learning_rate",
                "power",
                "alpha",
                "warmup_target",
                "warmup_steps");
        double peak = given.containsKey("warmup_target") ? number("warmup_target") : number("initial_learning_rate");
        Long length = given.containsKey("decay_steps") ? (Long) whole("decay_steps") : null;
        return new Equal(lambda(factor), Length.Unit.ST, length, peak);
    }

    private String stairs() {
        String each = "t " + (Boolean.TRUE.equals(given.get("staircase")) ? "//" : "/") + " ";
        return "(" + each + text(number("decay_steps")) + ")";
    }

    private String kerasPolynomial() {
        double least = number("end_learning_rate", 1e-4) / number("initial_learning_rate");
        return text(1 - least) + " * (1 - min(t / " + text(number("decay_steps")) + ", 1)) ** "
                + text(number("power", 1)) + " + " + text(least);
    }

    private String kerasCosine() {
        double alpha = number("alpha", 0);
        boolean warms = given.containsKey("warmup_target");
        double rise = warms ? number("warmup_steps", 0) : 0;
        String fall = text(alpha) + " + " + text(0.5 * (1 - alpha)) + " * (1 + cos(pi * min((t - " + text(rise) + ") / "
                + text(number("decay_steps")) + ", 1)))";
        if (rise == 0) {
            return fall;
        }
        double first = number("initial_learning_rate") / number("warmup_target");
        return text(first) + " + " + text(1 - first) + " * t / " + text(rise) + " if t < " + text(rise) + " else "
                + fall;
    }

    /** Keras changes the value after a boundary, and not at it. */
    private Equal piecewise() {
        if (!(given.get("boundaries") instanceof List<?> ends)
                || !(given.get("values") instanceof List<?> values)
                || values.size() != ends.size() + 1
                || !values.stream().allMatch(Number.class::isInstance)) {
            throw new InputException(name + " needs boundaries such as [100, 200], and values, one more");
        }
        allow("boundaries", "values");
        double first = ((Number) values.get(0)).doubleValue();
        StringBuilder course = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            course.append(text(((Number) values.get(i)).doubleValue() / first));
            course.append(i < ends.size() ? " if t <= " + ends.get(i) + " else " : "");
        }
        return new Equal(lambda(course.toString()), Length.Unit.ST, null, first);
    }

    /**
     * Keras reduces at the bad reading number {@code patience}, PyTorch at the one after it; and its cooldown ends one
     * reading sooner.
     */
    private Equal kerasPlateau() {
        allow("factor", "patience", "mode", "min_delta", "cooldown", "min_lr");
        String mode = String.valueOf(given.get("mode"));
        boolean rises = String.valueOf(given.get("monitor")).contains("acc") && !mode.equals("min");
        boolean max = rises || mode.equals("max");
        Map<String, Object> call = typed(
                "ReduceLROnPlateau",
                "mode",
                max ? "max" : "min",
                "factor",
                number("factor", 0.1),
                "patience",
                Math.max(0, wholeOr("patience", 10) - 1),
                "threshold",
                number("min_delta", 1e-4),
                "threshold_mode",
                "abs",
                "cooldown",
                Math.max(0, wholeOr("cooldown", 0) - 1));
        call.put("min_lr", number("min_lr", 0));
        call.put("eps", 0.0);
        return new Equal(call, Length.Unit.EP, null, null);
    }
}
