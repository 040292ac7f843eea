package joyul.optim;

import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent as PyTorch's: {@code g += wd p; buf = m buf + g; p -= rate buf}, with Nesterov {@code p -=
 * rate (g + m buf)}.
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    public Sgd {
        Check.below("momentum", momentum, 0, 1);
        Check.notNegative("weight_decay", weightDecay);
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new Sgd(momentum, nesterov, weightDecay));
    }

    @Override
    public Run start(Tensor parameters, Tensor gradients) {
        return new SgdRun(this, parameters, gradients);
    }

    private static final class SgdRun extends FlatRun {
        private final boolean nesterov;
        private final Tensor velocity;

        SgdRun(Sgd sgd, Tensor parameters, Tensor gradients) {
            super(sgd, parameters, gradients);
            nesterov = sgd.nesterov();
            velocity = zeros();
        }

        @Override
        void update(Setting setting) {
            if (setting.weightDecay() != 0) {
                gradients.add_(parameters, Torch.scalar(setting.weightDecay()));
            }
            Scalar down = Torch.scalar(-setting.rate());
            // As in PyTorch, a step without momentum leaves the velocity as it is.
            if (setting.momentum() == 0) {
                parameters.add_(gradients, down);
                return;
            }
            torch.add_out(velocity, gradients, velocity, Torch.scalar(setting.momentum()));
            if (nesterov) {
                parameters.add_(gradients, down).add_(velocity, Torch.scalar(-setting.rate() * setting.momentum()));
            } else {
                parameters.add_(velocity, down);
            }
        }

        @Override
        public List<Tensor> state() {
            return List.of(velocity);
        }
    }
}
