package joyul.rate;

import java.util.List;
import java.util.stream.LongStream;
import joyul.check.Check;

/**
 * Multiplies the rate by {@code gamma} at each milestone: {@code rate(t) = base * gamma^n}, n being the number of
 * milestones at or before t. A milestone that is listed twice counts twice; the order does not matter. PyTorch's
 * {@code MultiStepLR}.
 *
 * @param milestones steps at which the rate changes, each 0 or more
 * @param gamma the factor, above 0; PyTorch's default is 0.1
 */
public record MultiStepLR(List<Long> milestones, double gamma) implements Schedule {
    static final Form<MultiStepLR> FORM = Form.of("MultiStepLR", MultiStepLR.class)
            .parameter("milestones", MultiStepLR::milestones)
            .parameter("gamma", MultiStepLR::gamma)
            .madeBy(given -> new MultiStepLR(given.wholes("milestones"), given.number("gamma", 0.1)));

    public MultiStepLR {
        milestones = List.copyOf(milestones);
        milestones.forEach(milestone -> Check.atLeast("each of milestones", milestone, 0));
        Check.positive("gamma", gamma);
    }

    public MultiStepLR(long... milestones) {
        this(LongStream.of(milestones).boxed().toList(), 0.1);
    }

    public MultiStepLR gamma(double factor) {
        return new MultiStepLR(milestones, factor);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long passed = milestones.stream().filter(milestone -> milestone <= step).count();
        return baseRate * StrictMath.pow(gamma, (double) passed);
    }
}
