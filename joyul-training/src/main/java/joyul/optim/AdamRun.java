package joyul.optim;

import java.util.List;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam's update, {@code m = b1 m + (1-b1) g; v = b2 v + (1-b2) g^2; p -= rate / (1-b1^t) m / (sqrt v / sqrt(1-b2^t) +
 * eps)}, with weight decay in one of two ways.
 */
final class AdamRun extends FlatRun {
    /** Where weight decay enters. */
    enum Decay {
        IN_GRADIENT,
        DECOUPLED
    }

    private final double beta2;
    private final double eps;
    private final Decay decay;
    private final Tensor first;
    private final Tensor second;
    private final Tensor denominator;

    AdamRun(Optimizer adam, double beta2, double eps, Decay decay, Tensor parameters, Tensor gradients) {
        super(adam, parameters, gradients);
        this.beta2 = beta2;
        this.eps = eps;
        this.decay = decay;
        first = zeros();
        second = zeros();
        denominator = zeros();
    }

    @Override
    void update(Optimizer.Setting setting) {
        double rate = setting.rate();
        double beta1 = setting.momentum();
        if (setting.weightDecay() != 0) {
            switch (decay) {
                case IN_GRADIENT -> gradients.add_(parameters, Torch.scalar(setting.weightDecay()));
                case DECOUPLED -> parameters.mul_(Torch.scalar(1 - rate * setting.weightDecay()));
            }
        }
        first.lerp_(gradients, Torch.scalar(1 - beta1));
        second.mul_(Torch.scalar(beta2)).addcmul_(gradients, gradients, Torch.scalar(1 - beta2));
        double t = (double) steps();
        double correction1 = 1 - Math.pow(beta1, t);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, t));
        torch.sqrt_out(denominator, second).div_(Torch.scalar(correction2)).add_(Torch.scalar(eps));
        parameters.addcdiv_(first, denominator, Torch.scalar(-rate / correction1));
    }

    @Override
    public List<Tensor> state() {
        return List.of(first, second);
    }

    @Override
    public void close() {
        super.close();
        denominator.close();
    }
}
