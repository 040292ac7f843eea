package joyul.optim;

import java.util.List;
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
    public Run start(Tensor parameters, Tensor gradients) {
        return new SgdRun(this, parameters, gradients);
    }

    private static final class SgdRun extends FlatRun {
        private final Sgd sgd;
        private final List<Tensor> velocity;
        private final Scalar momentum;
        private final Scalar weightDecay;

        SgdRun(Sgd sgd, Tensor parameters, Tensor gradients) {
            super(parameters, gradients);
            this.sgd = sgd;
            velocity = sgd.momentum() == 0 ? List.of() : List.of(zeros());
            momentum = Torch.scalar(sgd.momentum());
            weightDecay = Torch.scalar(sgd.weightDecay());
        }

        @Override
        void update(double rate) {
            if (sgd.weightDecay() != 0) {
                gradients.add_(parameters, weightDecay);
            }
            if (velocity.isEmpty()) {
                parameters.add_(gradients, Torch.scalar(-rate));
                return;
            }
            Tensor buffer = velocity.get(0);
            torch.add_out(buffer, gradients, buffer, momentum);
            if (sgd.nesterov()) {
                parameters.add_(gradients, Torch.scalar(-rate)).add_(buffer, Torch.scalar(-rate * sgd.momentum()));
            } else {
                parameters.add_(buffer, Torch.scalar(-rate));
            }
        }

        @Override
        public List<Tensor> state() {
            return velocity;
        }

        @Override
        public void close() {
            super.close();
            momentum.close();
            weightDecay.close();
        }
    }
}
