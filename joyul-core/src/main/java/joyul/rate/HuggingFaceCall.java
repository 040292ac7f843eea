package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/** A schedule of Hugging Face transformers: the formulas of transformers 4, {@code optimization.py}. */
final class HuggingFaceCall extends ForeignCall {
    private static final List<String> HUGGING_FACE = List.of("num_warmup_steps", "num_training_steps");

    /** What can be read, each with its parameters in the order of positions, the optimizer aside. */
    static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("get_constant_schedule", List.of()),
            Map.entry("get_constant_schedule_with_warmup", List.of("num_warmup_steps")),
            Map.entry("get_linear_schedule_with_warmup", HUGGING_FACE),
            Map.entry("get_cosine_schedule_with_warmup", and(HUGGING_FACE, "num_cycles")),
            Map.entry("get_cosine_with_hard_restarts_schedule_with_warmup", and(HUGGING_FACE, "num_cycles")),
            Map.entry("get_polynomial_decay_schedule_with_warmup", and(HUGGING_FACE, "lr_end", "power")),
            Map.entry("get_inverse_sqrt_schedule", List.of("num_warmup_steps", "timescale")),
            Map.entry("get_scheduler", and(List.of("name", "optimizer"), "num_warmup_steps", "num_training_steps")));

    HuggingFaceCall(Map<String, Object> given, @Nullable Double optimizerRate) {
        super(given, optimizerRate);
    }

    private static List<String> and(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    @Override
    Equal equal() {
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
            default -> huggingFace(inverseRoot());
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
        return new HuggingFaceCall(call, optimizerRate).equal();
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
}
