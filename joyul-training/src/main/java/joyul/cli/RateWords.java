package joyul.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** What becomes of the rate during a run, in words that name the unit: {@code rate x0.1 every 10 epochs}. */
final class RateWords {
    private final Every every;

    private RateWords(Every every) {
        this.every = every;
    }

    /** The words for a recipe's schedule. */
    static String of(Recipe recipe) {
        return "rate " + new RateWords(recipe.every()).words(Schedules.toMap(recipe.schedule()));
    }

    /** The words for a schedule that steps so. */
    static String of(Schedule schedule, Every every) {
        return "rate " + new RateWords(every).words(Schedules.toMap(schedule));
    }

    private String words(Map<?, ?> map) {
        return switch (String.valueOf(map.get("type"))) {
            case "constant" -> "stays";
            case "LambdaLR" -> "x " + body(map) + ", where " + variable(map) + " counts " + units();
            case "MultiplicativeLR" ->
                "x " + body(map) + " more each " + unit() + ", where " + variable(map) + " counts " + units();
            case "StepLR" ->
                "x" + text(map, "gamma") + " every "
                        + length(map.get("step_size")).replaceFirst("^1 ", "");
            case "MultiStepLR" -> "x" + text(map, "gamma") + " after each of " + list(map, "milestones");
            case "ConstantLR" -> "x" + text(map, "factor") + " for " + length(map.get("total_iters")) + ", then x1";
            case "LinearLR" ->
                "from x" + text(map, "start_factor") + " to x" + text(map, "end_factor") + " in a straight line over "
                        + length(map.get("total_iters"));
            case "ExponentialLR" -> "x" + text(map, "gamma") + " every " + unit();
            case "PolynomialLR" ->
                "to 0 as a polynomial of power " + text(map, "power") + " over " + length(map.get("total_iters"));
            case "CosineAnnealingLR" ->
                "to " + text(map, "eta_min") + " along a cosine over " + length(map.get("T_max"));
            case "CosineAnnealingWarmRestarts" ->
                "to " + text(map, "eta_min") + " along a cosine, begun again after "
                        + length(map.get("T_0"))
                        + (number(map, "T_mult") == 1 ? "" : " (each time x" + text(map, "T_mult") + " as long)");
            case "CyclicLR" -> "up in " + length(map.get("step_size_up")) + " and down again, over and over";
            case "OneCycleLR" -> "up and down in one cycle over " + length(map.get("total_steps"));
            case "ReduceLROnPlateau" ->
                "x" + text(map, "factor") + " when the " + metric() + " has not improved for more than "
                        + length(map.get("patience"));
            case "SWALR" -> "to " + text(map, "swa_lr") + " within " + length(map.get("anneal_epochs"));
            case "WSD" ->
                "up over " + length(map.get("warmup")) + ", steady, and to x" + text(map, "min_factor")
                        + " over the last " + length(map.get("decay"));
            case "InverseSquareRootLR" ->
                "up over " + length(map.get("warmup")) + ", then down with the square root of the " + units();
            case "TanhLR" -> "to " + text(map, "eta_min") + " along a tanh over " + length(map.get("T_max"));
            case "EarlyStopping" ->
                words(nested(map)) + ", until the " + metric() + " has not improved for more than "
                        + length(map.get("patience"));
            case "Warmup" -> "up over " + length(map.get("steps")) + ", then " + words(nested(map));
            case "ChainedScheduler" ->
                parts(map).stream().map(this::words).collect(Collectors.joining("; and ", "", " (all at once)"));
            case "SequentialLR" -> sequence(map);
            default -> Schedules.toText(Schedules.of(Map.of("type", String.valueOf(map.get("type")))));
        };
    }

    private String sequence(Map<?, ?> map) {
        List<Map<?, ?>> parts = parts(map);
        List<?> milestones = all(map, "milestones");
        return IntStream.range(0, parts.size())
                .mapToObj(i -> (i == 0 ? "" : "after " + length(milestones.get(i - 1)) + " ") + words(parts.get(i)))
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

    private String list(Map<?, ?> map, String key) {
        List<?> all = all(map, key);
        boolean plain = all.stream().allMatch(Number.class::isInstance);
        return all.stream()
                .map(each -> plain ? String.valueOf(each) : length(each))
                .collect(Collectors.joining(", ", "", plain ? " " + units() : ""));
    }

    /** A length with its unit; none given is the whole run. */
    private String length(@Nullable Object value) {
        if (value == null || value.equals("100%")) {
            return "the run";
        }
        String text = String.valueOf(value);
        if (text.endsWith("%")) {
            return text.substring(0, text.length() - 1) + " % of the run";
        }
        if (text.endsWith("ep")) {
            return counted(text.substring(0, text.length() - 2), "epoch");
        }
        if (text.endsWith("st")) {
            return counted(text.substring(0, text.length() - 2), "step");
        }
        return text.endsWith("ex") ? counted(text.substring(0, text.length() - 2), "example") : counted(text, unit());
    }

    private static String counted(String count, String unit) {
        return count.equals("1") ? "1 " + unit : count + " " + unit + "s";
    }

    private String unit() {
        return every == Every.EPOCH ? "epoch" : "step";
    }

    private String units() {
        return unit() + "s";
    }

    private String metric() {
        return every == Every.EPOCH ? "validation loss" : "batch's loss";
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
