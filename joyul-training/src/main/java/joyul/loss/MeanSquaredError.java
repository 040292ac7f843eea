package joyul.loss;

import java.util.Objects;
import joyul.torch.Buffer;
import joyul.torch.Precision;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The mean of {@code (output - target)^2} for networks with one output; gradient {@code 2 (output - target) / batch}. */
public record MeanSquaredError() implements Loss {
    @Override
    public boolean classifies() {
        return false;
    }

    @Override
    public double floor(int outputs) {
        return 0;
    }

    @Override
    public Run start(Precision precision) {
        return new SquaredErrorRun(precision);
    }

    @Override
    public Tensor each(Tensor outputs, Tensor targets) {
        return outputs.squeeze(0).sub(targets).square();
    }

    private static final class SquaredErrorRun implements Run {
        private final Buffer difference;
        private final Buffer gradient;
        private @Nullable Tensor latest;

        SquaredErrorRun(Precision precision) {
            difference = new Buffer(precision);
            gradient = new Buffer(precision);
        }

        @Override
        public double forward(Tensor outputs, Tensor targets) {
            Tensor result = torch.sub_out(difference.of(outputs.shape()), outputs, targets.unsqueeze(0));
            latest = result;
            return result.square().mean().item_double();
        }

        @Override
        public Tensor backward() {
            Tensor errors = Objects.requireNonNull(latest);
            return torch.mul_out(gradient.of(errors.shape()), errors, Torch.scalar(2.0 / errors.size(1)));
        }

        @Override
        public void close() {
            difference.close();
            gradient.close();
        }
    }
}
