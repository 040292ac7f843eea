package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
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
public record MultiStepLR(List<Length> milestones, double gamma) implements Recurrence {
    static final Form<MultiStepLR> FORM = Form.of("MultiStepLR", MultiStepLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("milestones", MultiStepLR::milestones)
            .parameter("gamma", MultiStepLR::gamma)
            .madeBy(given -> new MultiStepLR(given.lengths("milestones"), given.number("gamma", 0.1)));

    public MultiStepLR {
        milestones = List.copyOf(milestones);
        Check.positive("gamma", gamma);
    }

    public MultiStepLR(long... milestones) {
        this(LongStream.of(milestones).mapToObj(Length::of).toList(), 0.1);
    }

    public MultiStepLR gamma(double factor) {
        return new MultiStepLR(milestones, factor);
    }

    @Override
    public MultiStepLR resolved(RunLength run) {
        List<Length> counts = new ArrayList<>();
        milestones.forEach(milestone -> counts.add(milestone.resolved(run)));
        return new MultiStepLR(counts, gamma);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return baseRate * StrictMath.pow(gamma, (double) count(milestone -> milestone <= step));
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return rate * StrictMath.pow(gamma, (double) count(milestone -> milestone == step));
    }

    private long count(LongPredicate wanted) {
        return milestones.stream()
                .mapToLong(milestone -> milestone.steps("milestones"))
                .filter(wanted)
                .count();
    }
}
