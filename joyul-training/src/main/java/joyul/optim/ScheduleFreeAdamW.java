package joyul.optim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Check;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Schedule-Free AdamW (Defazio et al. 2024, arXiv 2405.15682): {@code u = g / (sqrt(v / (1-b2^t)) + eps) + wd y},
 * averaged as {@link ScheduleFreeRun} says. As in the authors' code the bias correction is in u; the paper has it in the
 * rate.
 *
 * @param beta1 how far y lies from z towards x, in (0, 1)
 */
public record ScheduleFreeAdamW(double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    public ScheduleFreeAdamW {
        Check.that(beta1 > 0 && beta1 < 1, "beta1", "in (0, 1)", beta1);
        Check.below("beta2", beta2, 0, 1);
        Check.notNegative("eps", eps);
        Check.notNegative("weight_decay", weightDecay);
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new ScheduleFreeAdamW(momentum, beta2, eps, weightDecay));
    }

    @Override
    public double momentum() {
        return beta1;
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
        return OptionalDouble.of(0.0025);
    }

    @Override
    public Run start(Tensor parameters, Tensor gradients) {
        return new ScheduleFreeAdamWRun(this, parameters, gradients);
    }

    private static final class ScheduleFreeAdamWRun extends ScheduleFreeRun {
        private final double beta2;
        private final double eps;
        private final Tensor second;
        private final Tensor denominator;

        ScheduleFreeAdamWRun(ScheduleFreeAdamW adam, Tensor parameters, Tensor gradients) {
            super(adam, parameters, gradients);
            beta2 = adam.beta2();
            eps = adam.eps();
            second = zeros();
            denominator = zeros();
        }

        @Override
        void direct(double weightDecay) {
            second.mul_(Torch.scalar(beta2)).addcmul_(gradients, gradients, Torch.scalar(1 - beta2));
            double correction = 1 - Math.pow(beta2, (double) steps());
            torch.div_out(denominator, second, Torch.scalar(correction)).sqrt_().add_(Torch.scalar(eps));
            gradients.div_(denominator);
            if (weightDecay != 0) {
                gradients.add_(parameters, Torch.scalar(weightDecay));
            }
        }

        @Override
        public List<Tensor> state() {
            return List.of(z, second);
        }

        @Override
        public void close() {
            super.close();
            denominator.close();
        }
    }
}
