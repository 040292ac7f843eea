package joyul.layer;

import java.util.List;
import joyul.check.Check;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * In training each number is zeroed with the given probability and the others are divided by {@code 1 - probability}
 * (Srivastava et al. 2014, inverted as in PyTorch). The mask follows from the pass's seed and the layer's place alone, so
 * a resumed run drops the same numbers.
 */
public record Dropout(double probability) implements Layer {
    public Dropout {
        Check.below("probability", probability, 0, 1);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new DropoutKernel(probability, input, slots);
    }

    /** Without dropping: masks are random, so the reference is the identity that inference computes. */
    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return input.mul(Torch.scalar(1));
    }

    private static final class DropoutKernel implements Kernel {
        private final double keep;
        private final int index;
        private final Generator generator = torch.make_generator_cpu();
        private final GeneratorOptional random = new GeneratorOptional(generator);
        private final Buffer mask;
        private final Buffer output;
        private final Buffer inputGradient;
        private boolean drops;

        DropoutKernel(double probability, Shape shape, Slots slots) {
            keep = 1 - probability;
            index = slots.index();
            mask = slots.like(shape);
            output = slots.like(shape);
            inputGradient = slots.like(shape);
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            drops = pass.trains() && keep < 1;
            if (!drops) {
                return x;
            }
            // Masks of different layers and steps must not repeat each other: spread (seed, layer) over all bits.
            generator.set_current_seed((pass.seed() + 0x9E3779B97F4A7C15L * (index + 1)) & Long.MAX_VALUE);
            Tensor kept = mask.of(x.shape()).bernoulli_(keep, random).mul_(Torch.scalar(1 / keep));
            Tensor y = output.of(x.shape());
            torch.mul_out(y, x, kept);
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            if (!drops) {
                return dy;
            }
            Tensor dx = inputGradient.of(dy.shape());
            torch.mul_out(dx, dy, mask.of(dy.shape()));
            return dx;
        }

        @Override
        public void close() {
            random.close();
            generator.close();
            mask.close();
            output.close();
            inputGradient.close();
        }
    }
}
