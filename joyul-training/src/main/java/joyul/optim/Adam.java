package joyul.optim;

import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Check;
import org.bytedeco.pytorch.Tensor;

/** Adam (Kingma and Ba 2015) as PyTorch's: weight decay is added to the gradient. */
public record Adam(double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    public Adam {
        Check.below("beta1", beta1, 0, 1);
        Check.below("beta2", beta2, 0, 1);
        Check.notNegative("eps", eps);
        Check.notNegative("weight_decay", weightDecay);
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new Adam(momentum, beta2, eps, weightDecay));
    }

    @Override
    public double momentum() {
        return beta1;
    }

    @Override
    public OptionalDouble usualRate() {
        return OptionalDouble.of(0.003);
    }

    @Override
    public Run start(Tensor parameters, Tensor gradients) {
        return new AdamRun(this, beta2, eps, AdamRun.Decay.IN_GRADIENT, parameters, gradients);
    }
}
