package joyul.optim;

import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Check;
import org.bytedeco.pytorch.Tensor;

/** AdamW (Loshchilov and Hutter 2019) as PyTorch's: first {@code p *= 1 - rate wd}, then Adam's update. */
public record AdamW(double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    public AdamW {
        Check.below("beta1", beta1, 0, 1);
        Check.below("beta2", beta2, 0, 1);
        Check.notNegative("eps", eps);
        Check.notNegative("weight_decay", weightDecay);
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new AdamW(momentum, beta2, eps, weightDecay));
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
        return new AdamRun(this, beta2, eps, AdamRun.Decay.DECOUPLED, parameters, gradients);
    }
}
