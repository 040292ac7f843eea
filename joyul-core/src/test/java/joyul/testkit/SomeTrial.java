package joyul.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import joyul.space.Domain;
import joyul.space.Point;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/** A snapshot of a trial as a test needs it, {@code running(7).reading(1, 0.5).snapshot()}; immutable, each method gives a new one. */
public record SomeTrial(
        int number,
        TrialState state,
        @Nullable Double value,
        Map<String, Object> values,
        Map<String, Domain> domains,
        NavigableMap<Integer, Double> readings,
        Map<String, Object> attributes) {
    public static SomeTrial running(int number) {
        return new SomeTrial(number, TrialState.RUNNING, null, Map.of(), Map.of(), new TreeMap<>(), Map.of());
    }

    public static SomeTrial complete(int number, double value) {
        return running(number).ended(TrialState.COMPLETE, value);
    }

    public static SomeTrial ended(int number, Outcome outcome) {
        return running(number).ended(outcome.state(), null).note(Outcome.ATTRIBUTE, outcome.text());
    }

    public SomeTrial ended(TrialState how, @Nullable Double result) {
        return new SomeTrial(number, how, result, values, domains, readings, attributes);
    }

    public SomeTrial with(String name, Object chosen, Domain domain) {
        return new SomeTrial(
                number, state, value, plus(values, name, chosen), plus(domains, name, domain), readings, attributes);
    }

    public SomeTrial reading(int step, double read) {
        NavigableMap<Integer, Double> more = new TreeMap<>(readings);
        more.put(step, read);
        return new SomeTrial(number, state, value, values, domains, more, attributes);
    }

    public SomeTrial note(String key, Object noted) {
        return new SomeTrial(number, state, value, values, domains, readings, plus(attributes, key, noted));
    }

    private static <T> Map<String, T> plus(Map<String, T> map, String key, T added) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(key, added);
        return more;
    }

    public Trial snapshot() {
        return new Trial(
                number + 1L, number, state, value, Point.of(values), domains, readings, attributes, null, null);
    }
}
