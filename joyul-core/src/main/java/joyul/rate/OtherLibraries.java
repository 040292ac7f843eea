package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.expression.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Schedules of Hugging Face transformers, timm and Keras by their equal here. Each is the formula of that library's source
 * (transformers 4 {@code optimization.py}, timm 1 {@code scheduler/}, Keras 3 {@code learning_rate_schedule.py}).
 */
final class OtherLibraries {
    private static final List<String> HUGGING_FACE = List.of("num_warmup_steps", "num_training_steps");

    /** What can be read, each with its parameters in the order of positions, the optimizer aside. */
    private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("get_constant_schedule", List.of()),
            Map.entry("get_constant_schedule_with_warmup", List.of("num_warmup_steps")),
            Map.entry("get_linear_schedule_with_warmup", HUGGING_FACE),
            Map.entry("get_cosine_schedule_with_warmup", and(HUGGING_FACE, "num_cycles")),
            Map.entry("get_cosine_with_hard_restarts_schedule_with_warmup", and(HUGGING_FACE, "num_cycles")),
            Map.entry("get_polynomial_decay_schedule_with_warmup", and(HUGGING_FACE, "lr_end", "power")),
            Map.entry("get_inverse_sqrt_schedule", List.of("num_warmup_steps", "timescale")),
            Map.entry("get_scheduler", and(List.of("name", "optimizer"), "num_warmup_steps", "num_training_steps")),
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
                    List.of("decay_t", "decay_rate", "warmup_t", "warmup_lr_init", "warmup_prefix", "t_in_epochs")),
            Map.entry("ExponentialDecay", List.of("initial_learning_rate", "decay_steps", "decay_rate", "staircase")),
            Map.entry("InverseTimeDecay", List.of("initial_learning_rate", "decay_steps", "decay_rate", "staircase")),
            Map.entry(
                    "PolynomialDecay",
                    List.of("initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle")),
            Map.entry(
                    "CosineDecay",
                    List.of("initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps")),
            Map.entry("PiecewiseConstantDecay", List.of("boundaries", "values")));

    /** What changes nothing at its value in the source; any other value is refused. */
    private static final Map<String, Object> NEUTRAL = Map.of(
            "cycle_mul",
            1.0,
            "cycle_decay",
            1.0,
            "cycle_limit",
            1.0,
            "noise_range_t",
            "",
            "k_decay",
            1.0,
            "cycle",
            false);

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("type", "last_epoch", "name", "verbose", "monitor", "optimizer");

    private final String name;
    private final Map<String, Object> given;
    private final @Nullable Double optimizerRate;

    /**
     * The equal of another library's schedule.
     *
     * @param call as a schedule's map
     * @param unit what it steps by
     * @param length how long it is, in that unit; null if it does not say
     * @param rate the rate that it names itself; null if it takes the optimizer's
     */
    record Equal(
            Map<String, Object> call,
            Length.Unit unit,
            @Nullable Long length,
            @Nullable Double rate) {}

    private OtherLibraries(Map<String, Object> given, @Nullable Double optimizerRate) {
        name = String.valueOf(given.get("type"));
        this.given = given;
        this.optimizerRate = optimizerRate;
    }

    private static List<String> and(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    static boolean knows(String name) {
        return PARAMETERS.containsKey(name);
    }

    static List<String> names() {
        return PARAMETERS.keySet().stream().sorted().toList();
    }

    static List<String> parameters(String name) {
        return PARAMETERS.getOrDefault(name, List.of());
    }

    /** Whether a call of ReduceLROnPlateau is Keras's. */
    static boolean isKerasPlateau(Map<String, Object> call) {
        return "ReduceLROnPlateau".equals(call.get("type"))
                && (call.containsKey("monitor") || call.containsKey("min_delta"));
    }

    /**
     * The equal of a call.
     *
     * @param rate the optimizer's; null if it is not known
     * @throws InputException if a parameter is missing, or needs what the equal cannot do
     */
    static Equal of(Map<String, Object> call, @Nullable Double rate) {
        return new OtherLibraries(call, rate).equal();
    }

    private Equal equal() {
        return switch (name) {
            case "get_scheduler" -> named();
            case "get_constant_schedule" -> huggingFace(typed("constant"));
            case "get_constant_schedule_with_warmup" -> huggingFace(warmup(typed("constant")));
            case "get_linear_schedule_with_warmup" ->
                huggingFace(warmup(
                        typed("LinearLR", "start_factor", 1.0, "end_factor", 0.0, "total_iters", afterWarmup())));
            case "get_cosine_schedule_with_warmup" ->
                number("num_cycles", 0.5) == 0.5
                        ? huggingFace(warmup(typed("CosineAnnealingLR", "T_max", afterWarmup())))
                        : huggingFace(risen("max(0.0, 0.5 * (1.0 + cos(pi * " + text(number("num_cycles", 0.5))
                                + " * 2.0 * " + progress() + ")))"));
            case "get_cosine_with_hard_restarts_schedule_with_warmup" ->
                huggingFace(risen("0.0 if t >= "
                        + text(number("num_training_steps")) + " else 0.5 * (1.0 + cos(pi * ("
                        + text(number("num_cycles", 1))
                        + " * " + progress() + " % 1.0)))"));
            case "get_polynomial_decay_schedule_with_warmup" -> huggingFace(polynomial());
            case "get_inverse_sqrt_schedule" -> huggingFace(inverseRoot());
            case "CosineLRScheduler" -> timm("t < " + text(number("t_initial")), cosine());
            case "StepLRScheduler" ->
                timm(
                        "",
                        text(number("decay_rate", 1)) + " ** (" + place(true) + " // " + text(number("decay_t")) + ")");
            case "MultiStepLRScheduler" -> timm("", multiStep());
            case "ExponentialDecay" -> keras(text(number("decay_rate")) + " ** " + stairs());
            case "InverseTimeDecay" -> keras("1 / (1 + " + text(number("decay_rate")) + " * " + stairs() + ")");
            case "PolynomialDecay" -> keras(kerasPolynomial());
            case "CosineDecay" -> keras(kerasCosine());
            case "PiecewiseConstantDecay" -> piecewise();
            default -> kerasPlateau();
        };
    }

    /** {@code get_scheduler("linear", ...)}: the function of that name. */
    private Equal named() {
        Map<String, String> functions = Map.of(
                "linear", "get_linear_schedule_with_warmup",
                "cosine", "get_cosine_schedule_with_warmup",
                "cosine_with_restarts", "get_cosine_with_hard_restarts_schedule_with_warmup",
                "polynomial", "get_polynomial_decay_schedule_with_warmup",
                "constant", "get_constant_schedule",
                "constant_with_warmup", "get_constant_schedule_with_warmup",
                "inverse_sqrt", "get_inverse_sqrt_schedule");
        String function = functions.get(String.valueOf(given.get("name")));
        if (function == null) {
            throw new InputException("get_scheduler must name one of "
                    + functions.keySet().stream().sorted().collect(Collectors.joining(", ")) + ", but named "
                    + Quote.of(String.valueOf(given.get("name"))));
        }
        Map<String, Object> call = new LinkedHashMap<>(given);
        call.put("type", function);
        return of(call, optimizerRate);
    }

    private Equal huggingFace(Map<String, Object> call) {
        allow("num_warmup_steps", "num_training_steps", "num_cycles", "lr_end", "power", "timescale");
        Long length = given.containsKey("num_training_steps") ? (Long) whole("num_training_steps") : null;
        return new Equal(call, Length.Unit.ST, length, null);
    }

    private Map<String, Object> warmup(Map<String, Object> then) {
        return typed("Warmup", "steps", whole("num_warmup_steps"), "start_factor", 0.0, "then", then);
    }

    private long afterWarmup() {
        return Math.max(1, whole("num_training_steps") - whole("num_warmup_steps"));
    }

    private String progress() {
        return "(t - " + whole("num_warmup_steps") + ") / " + afterWarmup();
    }

    /** A factor that follows Hugging Face's warmup, which begins at 0. */
    private Map<String, Object> risen(String factor) {
        long steps = whole("num_warmup_steps");
        return lambda(steps == 0 ? factor : "t / " + steps + " if t < " + steps + " else " + factor);
    }

    private Map<String, Object> polynomial() {
        double least = relative("lr_end", 1e-7);
        long end = whole("num_training_steps");
        return risen(text(least) + " if t > " + end + " else " + text(1 - least) + " * (1 - " + progress() + ") ** "
                + text(number("power", 1)) + " + " + text(least));
    }

    private Map<String, Object> inverseRoot() {
        double warmup = number("num_warmup_steps");
        double scale = number("timescale", warmup == 0 ? 10_000 : warmup);
        return risen("1 / sqrt((t + " + text(scale - warmup) + ") / " + text(scale) + ")");
    }

    /**
     * timm's way: up from {@code warmup_lr_init} in a straight line, then the factor while a condition holds, and
     * {@code lr_min} after it.
     */
    private Equal timm(String condition, String factor) {
        allow(
                "t_initial",
                "decay_t",
                "decay_rate",
                "lr_min",
                "warmup_t",
                "warmup_lr_init",
                "warmup_prefix",
                "t_in_epochs");
        String held = condition.isEmpty()
                ? factor
                : factor + " if " + condition.replaceFirst("^t\\b", place(false)) + " else "
                        + text(relative("lr_min", 0));
        double rise = number("warmup_t", 0);
        double first = relative("warmup_lr_init", 0);
        String course = rise == 0
                ? held
                : text(first) + " + t * " + text(1 - first) + " / " + text(rise) + " if t < " + text(rise) + " else "
                        + held;
        boolean epochs = !Boolean.FALSE.equals(given.get("t_in_epochs"));
        Long length = given.containsKey("t_initial") ? (Long) whole("t_initial") : null;
        return new Equal(lambda(course), epochs ? Length.Unit.EP : Length.Unit.ST, length, null);
    }

    /** The step that the formula after the warmup sees: of its own with {@code warmup_prefix}, else of the run. */
    private String place(boolean usual) {
        Object prefix = given.getOrDefault("warmup_prefix", usual);
        double rise = number("warmup_t", 0);
        return Boolean.TRUE.equals(prefix) && rise > 0 ? "(t - " + text(rise) + ")" : "t";
    }

    private String cosine() {
        double least = relative("lr_min", 0);
        return text(least) + " + " + text(0.5 * (1 - least)) + " * (1 + cos(pi * " + place(false) + " / "
                + text(number("t_initial")) + "))";
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

    /** Refuses what the equal does not do. */
    private void allow(String... parameters) {
        given.forEach((key, value) -> {
            Object neutral = NEUTRAL.get(key);
            boolean same = (value instanceof Number number && neutral instanceof Double wanted)
                    ? number.doubleValue() == wanted
                    : value.equals(neutral);
            if (!List.of(parameters).contains(key) && !WITHOUT_EFFECT.contains(key) && !same) {
                throw new InputException(name + " with " + key + "=" + Quote.name(String.valueOf(value))
                        + " has no equal here; leave " + key + " out, or write the rates as LambdaLR(lambda t: ...)");
            }
        });
    }

    private double relative(String parameter, double usual) {
        double rate = number(parameter, usual);
        if (rate == 0) {
            return 0;
        }
        if (optimizerRate == null) {
            throw new InputException(name + " depends on the optimizer's rate by " + parameter
                    + "; paste the line that makes the optimizer too, or give the rate by --lr");
        }
        return rate / optimizerRate;
    }

    private double number(String parameter) {
        if (given.get(parameter) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(name + " needs " + parameter + ", a number");
    }

    private double number(String parameter, double usual) {
        return given.containsKey(parameter) ? number(parameter) : usual;
    }

    private long whole(String parameter) {
        double number = number(parameter);
        return Math.round(Check.that(
                number == Math.rint(number) && number >= 0 && number < 1e15, parameter, "a whole number", number));
    }

    private long wholeOr(String parameter, long usual) {
        return given.containsKey(parameter) ? whole(parameter) : usual;
    }

    private static String text(double value) {
        return value < 0 ? "(" + Numbers.plain(value) + ")" : Numbers.plain(value);
    }

    private static Map<String, Object> lambda(String factor) {
        return typed("LambdaLR", "lr_lambda", "lambda t: " + factor);
    }

    private static Map<String, Object> typed(String type, Object... parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return map;
    }
}
