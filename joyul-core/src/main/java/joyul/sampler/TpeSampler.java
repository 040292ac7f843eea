package joyul.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import joyul.check.Check;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.study.Sampler;
import joyul.study.SamplerContext;
import joyul.study.Trial;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011, section 4), multivariate, in the recipe that Optuna 5.0 has
 * by default: one density l over the best tenth of the trials and one, g, over the rest; of 24 points drawn from l the one
 * with the largest l/g is proposed. The first trials are random.
 *
 * <p>What differs from Optuna: trials that diverged or ran out of memory take part, ranked behind pruned ones, so that
 * the search learns where not to go; and a running trial that has a reading is ranked by it.
 */
public final class TpeSampler implements Sampler {
    private final int startup;
    private final int candidates;
    private final RandomSampler random = new RandomSampler();

    /** Ten random trials first, then 24 candidates for each point. */
    public TpeSampler() {
        this(10, 24);
    }

    /**
     * A sampler with other numbers than the default.
     *
     * @param startup how many trials with a result there must be before their densities are used
     * @param candidates how many points are drawn for each one proposed
     */
    public TpeSampler(int startup, int candidates) {
        this.startup = Check.atLeast("startup", startup, 0);
        this.candidates = Check.atLeast("candidates", candidates, 1);
    }

    @Override
    public Point propose(List<Parameter> group, SamplerContext context) {
        List<Parameter> open =
                group.stream().filter(parameter -> !parameter.domain().single()).toList();
        if (open.isEmpty() || Split.observed(context.history()) < startup) {
            return random.propose(group, context);
        }
        Point point = Point.empty();
        double[] best = best(open, Split.of(context.history(), context.direction()), context.random());
        for (Parameter parameter : group) {
            int place = open.indexOf(parameter);
            Domain domain = parameter.domain();
            point = point.with(parameter.name(), place < 0 ? domain.at(0) : domain.decode(best[place]));
        }
        return point;
    }

    private double[] best(List<Parameter> open, Split split, RandomGenerator chance) {
        List<Domain> domains = open.stream().map(Parameter::domain).toList();
        ParzenEstimator good = new ParzenEstimator(domains, observations(open, split.below()));
        ParzenEstimator rest = new ParzenEstimator(domains, observations(open, split.above()));
        double[] best = good.draw(chance);
        double bestGain = good.logDensity(best) - rest.logDensity(best);
        for (int i = 1; i < candidates; i++) {
            double[] candidate = good.draw(chance);
            double gain = good.logDensity(candidate) - rest.logDensity(candidate);
            if (gain > bestGain) {
                best = candidate;
                bestGain = gain;
            }
        }
        return best;
    }

    /** The codes of the trials that have every parameter of the group. */
    private static List<double[]> observations(List<Parameter> group, List<Trial> trials) {
        List<double[]> observations = new ArrayList<>();
        for (Trial trial : trials) {
            if (group.stream().allMatch(parameter -> fits(parameter, trial.point()))) {
                observations.add(group.stream()
                        .mapToDouble(parameter ->
                                parameter.domain().encode(trial.point().value(parameter.name())))
                        .toArray());
            }
        }
        return observations;
    }

    /** Whether the point has the parameter; a number may lie outside a range that has since been narrowed. */
    private static boolean fits(Parameter parameter, Point point) {
        if (!point.has(parameter.name())) {
            return false;
        }
        Object value = point.value(parameter.name());
        if (parameter.domain() instanceof ChoiceDomain choices) {
            return choices.contains(value);
        }
        return value instanceof Number number
                && Double.isFinite(Axis.of(parameter.domain()).position(number.doubleValue()));
    }
}
