package joyul.rate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;

/** What the lines of a pasted script have given names to, as far as a schedule may use it. */
final class Names {
    private final Map<String, Object> constants = new HashMap<>();
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, String> lambdas = new HashMap<>();
    private final Map<String, Map<String, Object>> schedules = new HashMap<>();
    private final Map<String, PastedOptimizer> optimizers = new HashMap<>();
    private final Map<String, InputException> lengths = new HashMap<>();

    /** A number, a text, a truth value, or a list of these. */
    void constant(String name, Object value) {
        forget(name);
        constants.put(name, value);
        if (value instanceof Number number) {
            numbers.put(name, number.doubleValue());
        }
    }

    /** A length that only the training knows, {@code len(loader)}, as the complaint where a schedule needs it. */
    void length(String name, InputException complaint) {
        forget(name);
        lengths.put(name, complaint);
    }

    Optional<InputException> length(String name) {
        return Optional.ofNullable(lengths.get(name));
    }

    /** A function of one value, as the text of a lambda. */
    void lambda(String name, String text) {
        forget(name);
        lambdas.put(name, text);
    }

    void schedule(String name, Map<String, Object> call) {
        forget(name);
        schedules.put(name, call);
    }

    void optimizer(String name, PastedOptimizer made) {
        forget(name);
        optimizers.put(name, made);
    }

    /** The name stands for something else now. */
    void forget(String name) {
        List.of(constants, numbers, lambdas, schedules, optimizers, lengths).forEach(map -> map.remove(name));
    }

    Optional<Object> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** The constants that are numbers. */
    Map<String, Double> numbers() {
        return numbers;
    }

    Optional<String> lambda(String name) {
        return Optional.ofNullable(lambdas.get(name));
    }

    Optional<Map<String, Object>> schedule(String name) {
        return Optional.ofNullable(schedules.get(name));
    }

    Optional<PastedOptimizer> optimizer(String name) {
        return Optional.ofNullable(optimizers.get(name));
    }
}
