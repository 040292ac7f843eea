package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import joyul.check.Check;
import joyul.torch.Buffer;
import joyul.torch.View;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer, {@code y = W x + b} with W {@code [outputs, inputs]}.
 *
 * <p>Backward: {@code dW = dy x'}, {@code db = sum over the batch of dy}, {@code dx = W' dy}.
 */
public record Linear(int outputs, boolean bias) implements Layer {
    public Linear {
        Check.atLeast("outputs", outputs, 1);
    }

    public Linear(int outputs) {
        this(outputs, true);
    }

    @Override
    public Shape output(Shape input) {
        Shapes.vector("linear", input);
        return new Shape.Vector(outputs);
    }

    @Override
    public List<Weight> weights(Shape input) {
        int inputs = input.size();
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight("weight", Weight.Role.WEIGHT, List.of(outputs, inputs), inputs, outputs));
        if (bias) {
            weights.add(new Weight("bias", Weight.Role.BIAS, List.of(outputs), inputs, outputs));
        }
        return weights;
    }

    @Override
    public Layer withoutBias() {
        return new Linear(outputs, false);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new LinearKernel(slots, bias);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        Tensor product = torch.mm(weights.get(0), input);
        return bias ? product.add(weights.get(1).unsqueeze(1)) : product;
    }

    private static final class LinearKernel implements Kernel {
        private final Slots slots;
        private final boolean bias;
        private final Tensor weight;
        private final View weightTransposed = new View();
        private final View inputTransposed = new View();
        private final View biasColumn = new View();
        private final Buffer output;
        private final Buffer inputGradient;
        private @Nullable Tensor input;

        LinearKernel(Slots slots, boolean bias) {
            this.slots = slots;
            this.bias = bias;
            weight = slots.weights().get(0);
            output = slots.vectors();
            inputGradient = slots.vectors();
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            input = x;
            Tensor y = output.of(weight.size(0), x.size(1));
            if (bias) {
                torch.addmm_out(y, biasColumn.of(slots.weights().get(1), b -> b.unsqueeze(1)), weight, x);
            } else {
                torch.mm_out(y, weight, x);
            }
            return y;
        }

        @Override
        public @Nullable Tensor backward(Tensor dy) {
            Tensor x = Objects.requireNonNull(input);
            torch.mm_out(slots.gradients().get(0), dy, inputTransposed.of(x, Tensor::t));
            if (bias) {
                torch.sum_out(slots.gradients().get(1), dy, 1);
            }
            if (!slots.needsInputGradient()) {
                return null;
            }
            Tensor dx = inputGradient.of(weight.size(1), dy.size(1));
            torch.mm_out(dx, weightTransposed.of(weight, Tensor::t), dy);
            return dx;
        }

        @Override
        public boolean lends() {
            return true;
        }

        @Override
        public void close() {
            output.close();
            inputGradient.close();
            weightTransposed.close();
            inputTransposed.close();
            biasColumn.close();
        }
    }
}
