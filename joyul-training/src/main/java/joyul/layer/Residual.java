package joyul.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import joyul.check.InputException;
import joyul.torch.Buffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A residual block, {@code y = body(x) + shortcut(x)} (He et al. 2016, equations 1 and 2); what the paper does behind the
 * addition, such as a ReLU, is the next layer of the list that the block stands in.
 *
 * <p>Backward: {@code dx = dbody + dshortcut}, each branch from the same {@code dy}.
 *
 * @param shortcut empty: the input itself
 */
public record Residual(List<Layer> body, List<Layer> shortcut) implements Composite {
    public Residual {
        body = List.copyOf(body);
        shortcut = List.copyOf(shortcut);
    }

    /** With the input itself as the shortcut. */
    public static Residual of(Layer... body) {
        return new Residual(List.of(body), List.of());
    }

    @Override
    public List<Branch> branches() {
        return List.of(new Branch("body", body), new Branch("shortcut", shortcut));
    }

    @Override
    public Residual with(List<List<Layer>> branches) {
        return new Residual(branches.get(0), branches.get(1));
    }

    @Override
    public Shape output(Shape input) {
        if (body.isEmpty()) {
            throw new InputException("residual needs a body of one layer or more; write its layers under body");
        }
        Shape ofBody = branches().get(0).output(input);
        Shape ofShortcut = branches().get(1).output(input);
        if (!ofBody.equals(ofShortcut)) {
            throw new InputException("residual adds its body and its shortcut, which must have the same shape, but the"
                    + " body gives " + ofBody.text() + " and the "
                    + (shortcut.isEmpty() ? "empty shortcut passes on " : "shortcut gives ") + ofShortcut.text()
                    + "; give the shortcut a layer that makes its shape the body's");
        }
        return ofBody;
    }

    @Override
    public List<Kernel> junctions(Shape input, Slots slots, Aside aside) {
        return List.of(new Fork(aside, slots.like(input)), new Turn(aside), new Sum(aside, slots.like(output(input))));
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        Deque<Tensor> left = new ArrayDeque<>(weights);
        Tensor sum = branches().get(0).reference(input, left);
        return sum.add(branches().get(1).reference(input, left));
    }

    /** Keeps the input for the shortcut; on the way back adds the gradients of both branches. */
    private record Fork(Aside aside, Buffer inputGradient) implements Kernel {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            aside.value(x);
            return x;
        }

        @Override
        public Tensor backward(Tensor ofBody) {
            Tensor dx = inputGradient.of(ofBody.shape());
            torch.add_out(dx, ofBody, aside.gradient());
            return dx;
        }

        @Override
        public void close() {
            inputGradient.close();
        }
    }

    /** From the end of the body to the start of the shortcut, and back. */
    private record Turn(Aside aside) implements Kernel {
        @Override
        public Tensor forward(Tensor ofBody, Pass pass) {
            Tensor x = aside.value();
            aside.value(ofBody);
            return x;
        }

        @Override
        public Tensor backward(Tensor ofShortcut) {
            Tensor dy = aside.gradient();
            aside.gradient(ofShortcut);
            return dy;
        }
    }

    /** Adds both branches; on the way back keeps the gradient for the body. */
    private record Sum(Aside aside, Buffer output) implements Kernel {
        @Override
        public Tensor forward(Tensor ofShortcut, Pass pass) {
            Tensor y = output.of(ofShortcut.shape());
            torch.add_out(y, aside.value(), ofShortcut);
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            aside.gradient(dy);
            return dy;
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
