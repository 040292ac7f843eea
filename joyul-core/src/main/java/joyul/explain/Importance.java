package joyul.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.space.Domain;
import joyul.study.Trial;

/**
 * How much a parameter matters for being among the best trials: PED-ANOVA (Watanabe et al. 2023, arXiv 2304.10255), the
 * Pearson divergence between the density of its values in the best trials and in all, with Optuna 5.0's treatment of
 * conditional parameters (arXiv 2601.20800, theorem 4.2).
 *
 * @param share of the sum over all parameters, in [0, 1]
 */
public record Importance(String parameter, double share) {
    /** Fewer than so many best trials say nothing stable (Optuna's advice). */
    private static final int FEWEST_BEST = 5;

    private static final int FEWEST_TRIALS = 20;
    private static final double BEST_SHARE = 0.1;
    private static final double TINY = 1e-12;

    /** The share of trials that counts as best: a tenth, or what makes five of them. */
    public static double bestShare(int trials) {
        return Math.max(BEST_SHARE, Math.min(0.5, FEWEST_BEST / (double) Math.max(1, trials)));
    }

    /** The importances in a rung, lost trials included as the worst, largest first; empty below 20 trials. */
    public static List<Importance> of(Rung rung) {
        if (rung.size() < FEWEST_TRIALS) {
            return List.of();
        }
        List<Trial> trials = new ArrayList<>();
        rung.entries().forEach(entry -> trials.add(entry.trial()));
        trials.addAll(rung.lost());
        return of(trials, rung.losses(), bestShare(trials.size()));
    }

    /**
     * The importances, largest first.
     *
     * @param losses of the trials; smaller is better, infinite allowed
     * @param bestShare the share of the trials that counts as best, in (0, 1)
     */
    static List<Importance> of(List<Trial> trials, double[] losses, double bestShare) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double cutoff = sorted[Math.max(0, (int) Math.ceil(bestShare * sorted.length) - 1)];
        List<Trial> best = IntStream.range(0, losses.length)
                .filter(i -> losses[i] <= cutoff)
                .mapToObj(trials::get)
                .toList();
        Set<String> parameters = new LinkedHashSet<>();
        trials.forEach(trial -> parameters.addAll(trial.domains().keySet()));
        Map<String, Double> raw = new LinkedHashMap<>();
        parameters.forEach(parameter -> raw.put(parameter, divergence(parameter, trials, best)));
        double sum = raw.values().stream().mapToDouble(Double::doubleValue).sum();
        return raw.entrySet().stream()
                .map(entry ->
                        new Importance(entry.getKey(), sum == 0 ? 1.0 / parameters.size() : entry.getValue() / sum))
                .sorted(Comparator.comparingDouble((Importance each) -> -each.share()))
                .toList();
    }

    /** Summed over the domains that the parameter had, each weighted by how the best trials favour it. */
    private static double divergence(String parameter, List<Trial> all, List<Trial> best) {
        Map<Domain, List<Trial>> regimes = new LinkedHashMap<>();
        for (Trial trial : all) {
            Domain domain = trial.domains().get(parameter);
            if (domain != null) {
                regimes.computeIfAbsent(domain, key -> new ArrayList<>()).add(trial);
            }
        }
        Set<Long> top = best.stream().map(Trial::id).collect(Collectors.toSet());
        double sum = 0;
        for (Map.Entry<Domain, List<Trial>> regime : regimes.entrySet()) {
            List<Trial> region = regime.getValue();
            List<Trial> target =
                    region.stream().filter(trial -> top.contains(trial.id())).toList();
            if (region.size() >= 2 && !regime.getKey().single() && !target.isEmpty()) {
                double favour = target.size() / (double) best.size();
                double weight = favour * favour / (region.size() / (double) all.size());
                sum += weight * pearson(regime.getKey(), values(parameter, target), values(parameter, region));
            }
        }
        return sum;
    }

    private static List<Object> values(String parameter, List<Trial> trials) {
        return trials.stream().map(trial -> trial.point().value(parameter)).toList();
    }

    /** Equation 8 of the paper: the sum over cells of pdf_all (pdf_best / pdf_all - 1)^2. */
    private static double pearson(Domain domain, List<Object> best, List<Object> all) {
        double[] top = GridDensity.of(domain, best);
        double[] local = GridDensity.of(domain, all);
        double sum = 0;
        for (int cell = 0; cell < top.length; cell++) {
            double ratio = (top[cell] + TINY) / (local[cell] + TINY) - 1;
            sum += (local[cell] + TINY) * ratio * ratio;
        }
        return sum;
    }
}
