package joyul.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.data.Data;
import joyul.recipe.Recipe;

/** Recipes that are compared, each at its own best learning rate. */
public final class Arms {
    private Arms() {}

    /**
     * Trains every arm at every rate with every seed.
     *
     * @param arms by name; their learning rates and seeds are replaced
     */
    public static List<Curve> run(Map<String, Recipe> arms, Data data, double[] rates, long[] seeds) {
        List<Curve> curves = new ArrayList<>();
        arms.forEach((name, recipe) -> {
            for (double rate : rates) {
                for (long seed : seeds) {
                    Recipe run = recipe.with(r -> r.learningRate(rate).seed(seed));
                    curves.add(new Curve(name, rate, seed, CurveWatch.points(run, data)));
                }
            }
        });
        return curves;
    }

    /** The curves of each arm at the rate whose best accuracy, averaged over seeds, is highest. */
    public static Map<String, List<Curve>> atBestRate(List<Curve> curves) {
        Map<String, List<Curve>> best = new LinkedHashMap<>();
        curves.stream().map(Curve::arm).distinct().forEach(arm -> {
            Map<Double, List<Curve>> byRate = curves.stream()
                    .filter(curve -> curve.arm().equals(arm))
                    .collect(Collectors.groupingBy(Curve::rate));
            best.put(
                    arm,
                    byRate.values().stream()
                            .max(Comparator.comparingDouble(Arms::meanBest))
                            .orElseThrow());
        });
        return best;
    }

    /** The best accuracies, averaged over seeds. */
    public static double meanBest(List<Curve> curves) {
        return curves.stream().mapToDouble(Curve::best).average().orElseThrow();
    }
}
