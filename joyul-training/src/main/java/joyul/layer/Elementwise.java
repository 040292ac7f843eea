package joyul.layer;

import java.util.Objects;
import joyul.torch.Buffer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A kernel whose output has its input's shape and whose derivative follows from its output. It works in place where it
 * may: memory traffic is all that it costs.
 */
abstract class Elementwise implements Kernel {
    private final Buffer output;
    private final Buffer inputGradient;
    private boolean inPlace;
    private boolean gradientInPlace;
    private @Nullable Tensor result;

    Elementwise(Shape shape, Slots slots) {
        output = slots.like(shape);
        inputGradient = slots.like(shape);
    }

    abstract void activate(Tensor y, Tensor x);

    abstract void differentiate(Tensor dx, Tensor dy, Tensor y);

    @Override
    public final Tensor forward(Tensor x, Pass pass) {
        Tensor y = inPlace ? x : output.of(x.shape());
        activate(y, x);
        result = y;
        return y;
    }

    @Override
    public final Tensor backward(Tensor dy) {
        Tensor dx = gradientInPlace ? dy : inputGradient.of(dy.shape());
        differentiate(dx, dy, Objects.requireNonNull(result));
        return dx;
    }

    @Override
    public final void borrow(boolean input, boolean outputGradient) {
        inPlace = input;
        gradientInPlace = outputGradient;
    }

    @Override
    public void close() {
        output.close();
        inputGradient.close();
    }
}
