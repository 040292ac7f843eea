package tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two arms on the same problem, budget and seeds.
 *
 * @param rows of both, seed by seed
 */
record Pairs(String problem, String budget, List<Row[]> rows) {
    static Pairs of(Results results, String problem, String budget, List<Long> seeds, String arm, String other) {
        List<Row[]> rows = new ArrayList<>();
        for (long seed : seeds) {
            results.get(problem, budget, seed, arm).ifPresent(first -> results.get(problem, budget, seed, other)
                    .ifPresent(second -> rows.add(new Row[] {first, second})));
        }
        return new Pairs(problem, budget, rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** How much lower the first arm's value is than the other's. */
    Stats gain(ToDoubleFunction<Row> value) {
        return Stats.of(rows.stream()
                .map(pair -> value.applyAsDouble(pair[1]) - value.applyAsDouble(pair[0]))
                .toList());
    }

    /** The same for the means, as a share of the other's. */
    double share(ToDoubleFunction<Row> value) {
        double first = rows.stream().mapToDouble(pair -> value.applyAsDouble(pair[0])).average().orElse(Double.NaN);
        double other = rows.stream().mapToDouble(pair -> value.applyAsDouble(pair[1])).average().orElse(Double.NaN);
        return 1 - first / other;
    }

    /**
     * Whether the first arm is not worse than the other by more than one standard error of the difference. An arm without
     * a result is worse than one that has one.
     */
    boolean isNoWorse() {
        Stats gain = gain(Summary.LOSS);
        if (Double.isNaN(gain.mean())) {
            return rows.stream().noneMatch(pair -> Double.isNaN(Summary.LOSS.applyAsDouble(pair[0]))
                    && !Double.isNaN(Summary.LOSS.applyAsDouble(pair[1])));
        }
        return gain.mean() >= -(Double.isNaN(gain.error()) ? 0 : gain.error());
    }
}
