package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;

/**
 * Trials whose results compare, because each had the same amount of training; and those that diverged or ran out of
 * memory, which are worse than all others rather than unknown.
 *
 * @param step of the reading that is compared (epochs in a tune); {@link #VALUES} where values are compared
 * @param entries finite losses by trial number
 * @param lost the trials that diverged or ran out of memory
 */
public record Rung(int step, Direction direction, List<Entry> entries, List<Trial> lost) {
    /** The step of a rung that compares the values of complete trials. */
    public static final int VALUES = -1;

    /**
     * A trial and its loss: the reading or value, turned so that smaller is better.
     */
    public record Entry(Trial trial, double loss) {}

    public Rung {
        entries = List.copyOf(entries);
        lost = List.copyOf(lost);
    }

    /** The values of the complete trials. */
    public static Rung values(List<Trial> trials, Direction direction) {
        List<Entry> entries = new ArrayList<>();
        for (Trial trial : trials) {
            Double value = trial.value();
            if (trial.state() == TrialState.COMPLETE && value != null && Double.isFinite(value)) {
                entries.add(new Entry(trial, direction.loss(value)));
            }
        }
        return new Rung(VALUES, direction, entries, lost(trials));
    }

    /** The readings at each step that at least one trial has, by step. */
    public static List<Rung> each(List<Trial> trials, Direction direction) {
        NavigableMap<Integer, List<Entry>> steps = new TreeMap<>();
        for (Trial trial : trials) {
            for (Map.Entry<Integer, Double> reading : trial.readings().entrySet()) {
                if (Double.isFinite(reading.getValue())) {
                    steps.computeIfAbsent(reading.getKey(), step -> new ArrayList<>())
                            .add(new Entry(trial, direction.loss(reading.getValue())));
                }
            }
        }
        List<Trial> lost = lost(trials);
        List<Rung> rungs = new ArrayList<>();
        steps.forEach((step, entries) -> rungs.add(new Rung(step, direction, entries, lost)));
        return rungs;
    }

    /** The step that most trials have reached, the later of equals; the values where there are no readings. */
    public static Rung widest(List<Trial> trials, Direction direction) {
        return each(trials, direction).stream()
                .max(Comparator.comparingInt((Rung rung) -> rung.entries().size())
                        .thenComparingInt(Rung::step))
                .orElseGet(() -> values(trials, direction));
    }

    private static List<Trial> lost(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.outcome() == Outcome.DIVERGED || trial.outcome() == Outcome.OUT_OF_MEMORY)
                .toList();
    }

    /** The losses, and infinity for each lost trial. */
    double[] losses() {
        return DoubleStream.concat(
                        entries.stream().mapToDouble(Entry::loss),
                        DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(lost.size()))
                .toArray();
    }

    /** The trials of this rung with a parameter at a value. */
    Rung with(String parameter, Object value) {
        return new Rung(
                step,
                direction,
                entries.stream()
                        .filter(entry ->
                                value.equals(entry.trial().point().asMap().get(parameter)))
                        .toList(),
                lost.stream()
                        .filter(trial -> value.equals(trial.point().asMap().get(parameter)))
                        .toList());
    }

    /** A loss as the study wrote it. */
    public double shown(double loss) {
        return direction.loss(loss);
    }

    int size() {
        return entries.size() + lost.size();
    }

    /** How the trials were compared, to be said. */
    Phrase where() {
        return step == VALUES ? new Phrase("where.values") : new Phrase("where.epochs", Map.of("epochs", step));
    }
}
