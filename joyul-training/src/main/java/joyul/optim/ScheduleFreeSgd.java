package joyul.optim;

import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Check;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * Schedule-Free SGD (Defazio et al. 2024, arXiv 2405.15682): plain steps {@code u = g + wd y}, averaged as
 * {@link ScheduleFreeRun} says. It wants a constant rate, 10 to 50 times that of SGD with momentum, after a short warmup.
 *
 * @param momentum how far y lies from z towards x, in (0, 1)
 */
public record ScheduleFreeSgd(double momentum, double weightDecay) implements Optimizer {
    public ScheduleFreeSgd {
        Check.that(momentum > 0 && momentum < 1, "momentum", "in (0, 1)", momentum);
        Check.notNegative("weight_decay", weightDecay);
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new ScheduleFreeSgd(momentum, weightDecay));
    }

    @Override
    public boolean momentumMayMove() {
        return false;
    }

    @Override
    public boolean averages() {
        return true;
    }

    @Override
    public OptionalDouble usualRate() {
        return OptionalDouble.of(1);
    }

    @Override
    public Run start(Tensor parameters, Tensor gradients) {
        return new ScheduleFreeSgdRun(this, parameters, gradients);
    }

    private static final class ScheduleFreeSgdRun extends ScheduleFreeRun {
        ScheduleFreeSgdRun(Optimizer optimizer, Tensor parameters, Tensor gradients) {
            super(optimizer, parameters, gradients);
        }

        @Override
        void direct(double weightDecay) {
            if (weightDecay != 0) {
                gradients.add_(parameters, Torch.scalar(weightDecay));
            }
        }
    }
}
