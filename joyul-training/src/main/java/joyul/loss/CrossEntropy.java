package joyul.loss;

import java.util.Objects;
import joyul.check.Check;
import joyul.torch.Buffer;
import joyul.torch.Precision;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of the softmax with label smoothing e over K classes, as PyTorch's: {@code (1-e) (-log p_target) + e
 * mean_k(-log p_k)}; gradient {@code (p - (1-e) onehot - e/K) / batch}.
 */
public record CrossEntropy(double labelSmoothing) implements Loss {
    public CrossEntropy {
        Check.below("label_smoothing", labelSmoothing, 0, 1);
    }

    @Override
    public boolean classifies() {
        return true;
    }

    /** The entropy of the smoothed target: 0.5003 at e = 0.1 and 10 classes. */
    @Override
    public double floor(int outputs) {
        double others = labelSmoothing / outputs;
        double target = 1 - labelSmoothing + others;
        return labelSmoothing == 0 ? 0 : -target * Math.log(target) - (outputs - 1) * others * Math.log(others);
    }

    @Override
    public Run start(Precision precision) {
        return new CrossEntropyRun(labelSmoothing, precision);
    }

    @Override
    public Tensor each(Tensor outputs, Tensor targets) {
        return torch.log_softmax(outputs, 0)
                .gather(0, targets.unsqueeze(0))
                .squeeze(0)
                .neg();
    }

    private static final class CrossEntropyRun implements Run {
        private final double smoothing;
        private final Buffer logProbabilities;
        private final Buffer gradient;
        private final Buffer hits;
        private @Nullable Tensor labels;

        CrossEntropyRun(double smoothing, Precision precision) {
            this.smoothing = smoothing;
            logProbabilities = new Buffer(precision);
            gradient = new Buffer(precision);
            hits = new Buffer(precision);
        }

        @Override
        public double forward(Tensor outputs, Tensor targets) {
            Tensor logs = logProbabilities.of(outputs.shape());
            torch.log_softmax_out(logs, outputs, 0);
            Tensor index = targets.unsqueeze(0);
            labels = index;
            double loss = (smoothing - 1) * logs.gather(0, index).mean().item_double();
            return smoothing == 0 ? loss : loss - smoothing * logs.mean().item_double();
        }

        @Override
        public Tensor backward() {
            Tensor index = Objects.requireNonNull(labels);
            long classes = logProbabilities.shape()[0];
            long batch = index.size(1);
            Tensor logs = logProbabilities.of(classes, batch);
            Tensor result = torch.exp_out(gradient.of(classes, batch), logs);
            if (smoothing != 0) {
                result.sub_(Torch.scalar(smoothing / classes));
            }
            Tensor taken = hits.of(1, batch).fill_(Torch.scalar(smoothing - 1));
            return result.scatter_add_(0, index, taken).mul_(Torch.scalar(1.0 / batch));
        }

        @Override
        public void close() {
            logProbabilities.close();
            gradient.close();
            hits.close();
        }
    }
}
