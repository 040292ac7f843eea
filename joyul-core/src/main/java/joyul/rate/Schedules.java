package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.expression.Expression;
import joyul.expression.JsonText;
import joyul.form.Own;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes schedules: as a map (what YAML and JSON hold), as JSON, and as text in the manner of PyTorch code.
 * Each way round-trips exactly.
 */
public final class Schedules {
    /** Every schedule that can be written; a new one is added here. */
    private static final List<Form<?>> ALL = List.of(
            ConstantRate.FORM,
            LambdaLR.FORM,
            MultiplicativeLR.FORM,
            StepLR.FORM,
            MultiStepLR.FORM,
            ConstantLR.FORM,
            LinearLR.FORM,
            ExponentialLR.FORM,
            PolynomialLR.FORM,
            CosineAnnealingLR.FORM,
            CosineAnnealingWarmRestarts.FORM,
            CyclicLR.FORM,
            OneCycleLR.FORM,
            ReduceLROnPlateau.FORM,
            SWALR.FORM,
            SequentialLR.FORM,
            ChainedScheduler.FORM,
            WSD.FORM,
            InverseSquareRootLR.FORM,
            TanhLR.FORM,
            EarlyStopping.FORM,
            Warmup.FORM);

    private static final int MOST_SCHEDULES = 200;
    private static final int DEEPEST = 20;

    private Schedules() {}

    /** The names of the schedules that can be written. */
    public static List<String> names() {
        return ALL.stream().map(Form::name).toList();
    }

    /**
     * The schedule that a text describes: short, {@code StepLR(step_size=30, gamma=0.1)}; JSON,
     * {@code {"type":"StepLR","step_size":30}}; or a line of PyTorch code,
     * {@code scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)}, whose optimizer is dropped.
     *
     * @throws InputException if it is none of these; names the column, or the parameter and its rule
     */
    public static Schedule parse(String text) {
        return paste(text, null, null).schedule();
    }

    /**
     * The schedule that a text describes as for {@link #parse}, with what the lines around it tell: code may make the
     * optimizer too, name its constants, define the function of a {@code LambdaLR}, and have a loop behind. Schedules of
     * Hugging Face, timm and Keras are answered by their equal.
     *
     * @param rate the base rate, for schedules of other libraries that depend on it; null: the one of the pasted optimizer
     * @param usual the base rate where the lines do not tell either; null: a schedule that depends on it is refused
     * @throws InputException if it is none of these; names the column, or the parameter and its rule
     */
    public static Pasted paste(String text, @Nullable Double rate, @Nullable Double usual) {
        String bare = Prompts.blanked(text);
        return bare.stripLeading().startsWith("{")
                ? Pasted.alone(of(JsonText.read(bare)))
                : Script.read(bare, rate, usual);
    }

    /**
     * The schedule that a map describes: {@code type} and PyTorch's parameter names; a nested schedule is a nested map.
     *
     * @throws InputException if the type or a parameter is unknown, missing or out of its range
     */
    public static Schedule of(Map<String, ?> map) {
        bounded(map);
        Object type = map.get("type");
        if (type == null) {
            throw new InputException("a schedule needs a type, one of " + String.join(", ", names()));
        }
        return form(type.toString()).read(map);
    }

    /**
     * Refuses schedules in schedules beyond what anybody writes: each rate asks the inner ones, some of them twice, and a
     * name that stands in two places counts in both.
     */
    private static void bounded(Map<?, ?> map) {
        if (left(map, MOST_SCHEDULES, 1) < 0) {
            throw new InputException("a schedule must hold at most " + MOST_SCHEDULES + " schedules, nested at most "
                    + DEEPEST + " levels deep, but holds more; write it flatter");
        }
    }

    /** How many more schedules there may be after those of a value; negative where there are too many. */
    private static int left(@Nullable Object value, int allowed, int depth) {
        if (value instanceof Map<?, ?> map) {
            int left = depth > DEEPEST ? -1 : allowed - 1;
            for (Object inner : map.values()) {
                left = left < 0 ? left : left(inner, left, depth + 1);
            }
            return left;
        }
        int left = allowed;
        if (value instanceof List<?> list) {
            for (Object inner : list) {
                left = left < 0 ? left : left(inner, left, depth);
            }
        }
        return left;
    }

    /**
     * The map that {@link #of} reads back as an equal schedule. Its values are numbers, texts, booleans, lists and maps.
     *
     * @throws InputException if the schedule is one that only code can express
     */
    public static Map<String, Object> toMap(Schedule schedule) {
        return map(written("", schedule, (within, part) -> {
            throw part instanceof Schedule own
                    ? new InputException(
                            "a schedule made in Java code (" + own.getClass().getSimpleName()
                                    + ") cannot be written; use one of " + String.join(", ", names()))
                    : Expression.refused(within);
        }));
    }

    /**
     * What tells a schedule from every other: the map of {@link #toMap}, in which {@link Own} stands for what only code can
     * express. Such a map does not read back.
     */
    public static Map<String, Object> described(Schedule schedule) {
        return map(written("", schedule, (within, part) -> part instanceof Schedule ? Own.map(part) : Own.text(part)));
    }

    /** What only code can express in a schedule: the schedule itself, or what stands in it. */
    public static List<Object> own(Schedule schedule) {
        List<Object> own = new ArrayList<>();
        written("", schedule, (within, part) -> {
            own.add(part);
            return Map.of();
        });
        return own;
    }

    /** A schedule's map or a function's text; of what only code can express, what {@code code} gives. */
    private static Object written(String within, Object part, Form.Parts code) {
        if (part instanceof Schedule schedule) {
            Optional<Form<?>> form = formOf(schedule);
            if (form.isPresent()) {
                return form.get().write(schedule, (name, inner) -> written(name, inner, code));
            }
        }
        return part instanceof Expression expression ? expression.text() : code.written(within, part);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object written) {
        return (Map<String, Object>) written;
    }

    /** The short text, such as {@code StepLR(step_size=30, gamma=0.1)}, that {@link #parse} reads back. */
    public static String toText(Schedule schedule) {
        return CallText.write(toMap(schedule));
    }

    /** The JSON text, such as {@code {"type":"StepLR","step_size":30,"gamma":0.1}}, that {@link #parse} reads back. */
    public static String toJson(Schedule schedule) {
        return JsonText.write(toMap(schedule));
    }

    /**
     * The line of PyTorch code that makes a scheduler with the same rates, of a variable {@code optimizer}. It reads back
     * by {@link #parse}, and may be written differently: what PyTorch lacks becomes a {@code LambdaLR}.
     *
     * @param baseRate the optimizer's rate
     * @param run how long the run is
     * @throws InputException if PyTorch cannot express the schedule; says what it lacks
     */
    public static String toPytorch(Schedule schedule, double baseRate, RunLength run) {
        return PytorchCode.of(schedule.resolved(run), baseRate);
    }

    /** The form of a schedule; none if only code can express it. */
    static Optional<Form<?>> formOf(Schedule schedule) {
        return ALL.stream().filter(one -> one.writes(schedule)).findFirst();
    }

    static Form<?> form(String name) {
        return ALL.stream()
                .filter(form -> form.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Check.unknown("schedule", name, names()));
    }
}
