package joyul.sampler;

import java.util.random.RandomGenerator;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;

/**
 * The kernels of one parameter, one for each observation and a last one for the prior. Values are codes
 * ({@link Domain#encode}).
 */
sealed interface Kernels permits NumericKernels, ChoiceKernels {
    static Kernels of(Domain domain, double[] observations) {
        return domain instanceof ChoiceDomain choices
                ? ChoiceKernels.of(choices.choices().size(), observations)
                : NumericKernels.of(Axis.of(domain), observations);
    }

    /** The log density (discrete: log probability) of a value under one kernel. */
    double logDensity(double value, int kernel);

    /** A value of the domain drawn from one kernel. */
    double draw(int kernel, RandomGenerator random);
}
