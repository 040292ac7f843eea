package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Guarded;
import joyul.check.InputException;
import joyul.check.Nesting;
import joyul.rate.Readings;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A recipe as a page needs it: read from its text without the data, so that a report can be made where they are not.
 *
 * @param yaml the text
 * @param values what it holds; empty where it is not YAML
 */
record RecipeText(String yaml, Map<String, Object> values) {
    private static final int MOST_POINTS = 400;

    /** A longer run is not drawn: some schedules follow from the step before, and take time for each. */
    private static final long MOST_STEPS = 5_000_000;

    static RecipeText of(String yaml) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            Object read = Guarded.read(
                    "the recipe",
                    () -> new Load(LoadSettings.builder()
                                    .setSchema(new CoreSchema())
                                    // In one piece: a buffer that grows with a long value is copied each time.
                                    .setBufferSize(yaml.length() + 2)
                                    .build())
                            .loadFromString(Nesting.check("the recipe", yaml)));
            if (read instanceof Map<?, ?> map) {
                map.forEach((key, value) -> values.put(String.valueOf(key), value));
            }
        } catch (InputException noRecipe) {
            // A study from another program may keep anything under this name; the text itself is still shown.
            values.clear();
        }
        return new RecipeText(yaml, values);
    }

    OptionalDouble number(String name) {
        return number(values, name);
    }

    OptionalDouble number(String map, String name) {
        return values.get(map) instanceof Map<?, ?> below ? number(below, name) : OptionalDouble.empty();
    }

    private static OptionalDouble number(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** The type that stands under a key: {@code batch_norm}. */
    String type(String name) {
        Object value = values.get(name) instanceof Map<?, ?> map ? map.get("type") : values.get(name);
        return value == null ? "" : value.toString();
    }

    /** How images are changed, as people write it: {@code shift=1,flip}; empty where they are not. */
    String augmentation() {
        List<String> parts = new ArrayList<>();
        if (values.get("augmentation") instanceof Map<?, ?> map) {
            map.forEach((part, size) -> {
                if (Boolean.TRUE.equals(size)) {
                    parts.add(String.valueOf(part));
                } else if (size instanceof Number number && number.doubleValue() > 0) {
                    parts.add(part + "=" + number);
                }
            });
        }
        return String.join(",", parts);
    }

    /** The data's name, or the last part of their path. */
    String data() {
        Object source = values.get("data") instanceof Map<?, ?> map ? map.get("source") : "";
        String text = String.valueOf(source == null ? "" : source);
        return text.substring(text.replace('\\', '/').lastIndexOf('/') + 1);
    }

    /**
     * The rate over a run, as pairs of epoch and rate at up to 400 steps.
     *
     * @param trainExamples how many the run trains on
     * @return nothing where the schedule depends on what is measured, the run is too long to follow step by step, or the
     *     text does not tell
     */
    Optional<List<List<Double>>> rates(int trainExamples) {
        OptionalDouble batch = number("batch_size");
        OptionalDouble epochs = number("epochs");
        OptionalDouble base = number("learning_rate");
        if (batch.isEmpty()
                || epochs.isEmpty()
                || base.isEmpty()
                || !(values.get("schedule") instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        boolean byStep = "step".equals(values.get("every"));
        long size = Math.max(1, (long) batch.getAsDouble());
        long batches = RunLength.batches(trainExamples, size);
        long count = Math.max(1, (long) epochs.getAsDouble());
        if (count > MOST_STEPS / (byStep ? batches : 1)) {
            return Optional.empty();
        }
        RunLength run = byStep ? RunLength.byStep(count, batches, size) : RunLength.byEpoch(count, batches, size);
        try {
            return Optional.of(Guarded.read(
                    "the schedule",
                    () -> sampled(
                            schedule(map).resolved(run),
                            base.getAsDouble(),
                            run.steps(),
                            byStep ? (double) batches : 1)));
        } catch (InputException needsReadings) {
            return Optional.empty();
        }
    }

    private static Schedule schedule(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return Schedules.of(named);
    }

    private static List<List<Double>> sampled(Schedule schedule, double base, long steps, double perEpoch) {
        List<List<Double>> rates = new ArrayList<>();
        long stride = Math.max(1, steps / MOST_POINTS);
        for (long step = 0; step < steps; step += stride) {
            rates.add(List.of(step / perEpoch, schedule.rate(base, step, Readings.none())));
        }
        rates.add(List.of(steps / perEpoch, schedule.rate(base, steps - 1, Readings.none())));
        return rates;
    }
}
