package joyul.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.explain.Texts;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** What becomes of the rate during a run, in words that name the unit: {@code rate x0.1 every 10 epochs}. */
final class RateWords {
    private final Every every;
    private final Texts texts;

    private RateWords(Every every, Texts texts) {
        this.every = every;
        this.texts = texts;
    }

    /** The words for a recipe's schedule. */
    static String of(Recipe recipe, Texts texts) {
        return of(recipe.schedule(), recipe.every(), texts);
    }

    /** The words for a schedule that steps so. */
    static String of(Schedule schedule, Every every, Texts texts) {
        return texts.say("becomes.rate", "words", new RateWords(every, texts).words(Schedules.toMap(schedule)));
    }

    private String words(Map<?, ?> map) {
        return switch (String.valueOf(map.get("type"))) {
            case "constant" -> say("constant");
            case "LambdaLR" -> say("lambda", "body", body(map), "variable", variable(map), "units", units());
            case "MultiplicativeLR" ->
                say("multiplied", "body", body(map), "unit", unit(), "variable", variable(map), "units", units());
            case "StepLR" -> say("steps", "gamma", text(map, "gamma"), "length", each(length(map.get("step_size"))));
            case "MultiStepLR" ->
                say("milestones", "gamma", text(map, "gamma"), "lengths", list(all(map, "milestones")));
            case "ConstantLR" -> say("held", "factor", text(map, "factor"), "length", length(map.get("total_iters")));
            case "LinearLR" ->
                say(
                        "line",
                        "from",
                        text(map, "start_factor"),
                        "to",
                        text(map, "end_factor"),
                        "length",
                        length(map.get("total_iters")));
            case "ExponentialLR" -> say("exponential", "gamma", text(map, "gamma"), "unit", unit());
            case "PolynomialLR" ->
                say("polynomial", "power", text(map, "power"), "length", length(map.get("total_iters")));
            case "CosineAnnealingLR" -> say("cosine", "end", text(map, "eta_min"), "length", length(map.get("T_max")));
            case "CosineAnnealingWarmRestarts" ->
                say(
                        number(map, "T_mult") == 1 ? "restarts" : "restarts.longer",
                        "end",
                        text(map, "eta_min"),
                        "length",
                        length(map.get("T_0")),
                        "factor",
                        text(map, "T_mult"));
            case "CyclicLR" -> say("cyclic", "length", length(map.get("step_size_up")));
            case "OneCycleLR" -> say("one_cycle", "length", length(map.get("total_steps")));
            case "ReduceLROnPlateau" ->
                say(
                        "plateau",
                        "factor",
                        text(map, "factor"),
                        "metric",
                        metric(),
                        "length",
                        length(map.get("patience")));
            case "SWALR" -> say("swa", "rate", text(map, "swa_lr"), "length", length(map.get("anneal_epochs")));
            case "WSD" ->
                say(
                        "wsd",
                        "warmup",
                        length(map.get("warmup")),
                        "factor",
                        text(map, "min_factor"),
                        "decay",
                        length(map.get("decay")));
            case "InverseSquareRootLR" -> say("root", "warmup", length(map.get("warmup")), "units", units());
            case "TanhLR" -> say("tanh", "end", text(map, "eta_min"), "length", length(map.get("T_max")));
            case "EarlyStopping" ->
                say("stopping", "inner", words(nested(map)), "metric", metric(), "length", length(map.get("patience")));
            case "Warmup" -> say("warmup", "length", length(map.get("steps")), "inner", words(nested(map)));
            case "ChainedScheduler" ->
                say(
                        "chained",
                        "parts",
                        parts(map).stream().map(this::words).collect(Collectors.joining(say("chained.separator"))));
            case "SequentialLR" -> sequence(map);
            default -> Schedules.toText(Schedules.of(Map.of("type", String.valueOf(map.get("type")))));
        };
    }

    private String say(String key, Object... gaps) {
        return texts.say("becomes." + key, gaps);
    }

    /** One says "every epoch" of one. */
    private static String each(String length) {
        return length.replaceFirst("^1 ", "");
    }

    private String sequence(Map<?, ?> map) {
        List<Map<?, ?>> parts = parts(map);
        List<?> milestones = all(map, "milestones");
        return IntStream.range(0, parts.size())
                .mapToObj(i -> i == 0
                        ? words(parts.get(i))
                        : say("after", "length", length(milestones.get(i - 1)), "inner", words(parts.get(i))))
                .collect(Collectors.joining("; "));
    }

    private static Map<?, ?> nested(Map<?, ?> map) {
        return map.get("then") instanceof Map<?, ?> then ? then : Map.of();
    }

    private static List<?> all(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    private static List<Map<?, ?>> parts(Map<?, ?> map) {
        return all(map, "schedulers").stream()
                .<Map<?, ?>>map(part -> (Map<?, ?>) part)
                .toList();
    }

    private String list(List<?> all) {
        if (all.stream().allMatch(Number.class::isInstance)) {
            String counts = all.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return texts.say("length." + (every == Every.EPOCH ? "epochs" : "steps"), "count", counts);
        }
        return all.stream().map(this::length).collect(Collectors.joining(", "));
    }

    /** A length with its unit; none given is the whole run. */
    private String length(@Nullable Object value) {
        if (value == null || value.equals("100%")) {
            return texts.say("length.run");
        }
        String text = String.valueOf(value);
        if (text.endsWith("%")) {
            return texts.say("length.percent", "count", text.substring(0, text.length() - 1));
        }
        if (text.endsWith("ep")) {
            return counted(text.substring(0, text.length() - 2), "epoch");
        }
        if (text.endsWith("st")) {
            return counted(text.substring(0, text.length() - 2), "step");
        }
        return text.endsWith("ex")
                ? counted(text.substring(0, text.length() - 2), "example")
                : counted(text, every == Every.EPOCH ? "epoch" : "step");
    }

    private String counted(String count, String unit) {
        return texts.say("length." + (count.equals("1") ? unit : unit + "s"), "count", count);
    }

    private String unit() {
        return texts.say(every == Every.EPOCH ? "unit.epoch" : "unit.step");
    }

    private String units() {
        return texts.say(every == Every.EPOCH ? "unit.epochs" : "unit.steps");
    }

    private String metric() {
        return say(every == Every.EPOCH ? "metric.epoch" : "metric.step");
    }

    private static double number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(Map<?, ?> map, String key) {
        return Figures.number(number(map, key));
    }

    private static String variable(Map<?, ?> map) {
        String lambda = String.valueOf(map.get("lr_lambda"));
        return lambda.substring("lambda ".length(), lambda.indexOf(':')).strip();
    }

    private static String body(Map<?, ?> map) {
        String lambda = String.valueOf(map.get("lr_lambda"));
        return lambda.substring(lambda.indexOf(':') + 1).strip();
    }
}
