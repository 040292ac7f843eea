package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import joyul.explain.Confirmed;

/** What a tune noted in its study when it ended. Every value may be missing. */
record TuneResult(Map<?, ?> values) {
    static final String ATTRIBUTE = "joyul:summary";

    /** The result among a study's attributes; empty of values while there is none. */
    static TuneResult of(Map<String, Object> attributes) {
        return new TuneResult(attributes.get(ATTRIBUTE) instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean exists() {
        return !values.isEmpty();
    }

    String text(String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }

    OptionalDouble number(String name) {
        return number(values, name);
    }

    private static OptionalDouble number(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** Microseconds of a training step in a precision, as measured at the start. */
    OptionalDouble stepMicros(String precision) {
        return values.get("step_micros") instanceof Map<?, ?> map ? number(map, precision) : OptionalDouble.empty();
    }

    /** A measured ceiling of the batch size, or an end of the range that the ceilings left to search. */
    OptionalDouble ceiling(String name) {
        return values.get("ceilings") instanceof Map<?, ?> map ? number(map, name) : OptionalDouble.empty();
    }

    /**
     * A run on a fresh seed.
     *
     * @param seconds when it ended, since the tune began
     * @param loss on the validation examples
     */
    record FreshRun(double seconds, int trial, int epochs, double loss) {}

    /** The trial of the default recipe; negative where it was not among the candidates. */
    int standardTrial() {
        return confirmed().stream()
                .filter(Confirmed::standard)
                .mapToInt(Confirmed::trial)
                .findFirst()
                .orElse(-1);
    }

    /** The runs on fresh seeds in the order in which they ended. */
    List<FreshRun> progress() {
        List<FreshRun> runs = new ArrayList<>();
        if (values.get("progress") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof List<?> run
                        && run.size() == 4
                        && run.get(0) instanceof Number seconds
                        && run.get(1) instanceof Number trial
                        && run.get(2) instanceof Number epochs
                        && run.get(3) instanceof Number loss) {
                    runs.add(new FreshRun(
                            seconds.doubleValue(), trial.intValue(), epochs.intValue(), loss.doubleValue()));
                }
            }
        }
        return runs;
    }

    boolean accuracy() {
        return text("metric").equals("accuracy");
    }

    /** The candidates on fresh seeds, the winner first. */
    List<Confirmed> confirmed() {
        List<Confirmed> confirmed = new ArrayList<>();
        if (values.get("confirmed") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> map) {
                    confirmed.add(Confirmed.read(map));
                }
            }
        }
        return confirmed;
    }
}
