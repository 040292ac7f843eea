package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.noise.MicroGradients;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gradients of somebody's own bytedeco model, for a noise meter: by automatic differentiation, without touching the
 * parameters' {@code grad}, and with the module's buffers (batch norm's running averages) put back.
 *
 * <pre>{@code
 * try (TensorGradients gradients = TensorGradients.of(module, rows -> loss(module, x, y, rows))) {
 *     NoiseScale scale = NoiseMeter.of(gradients, examples, 32, 8, seed).measure(50);
 * }
 * }</pre>
 */
public final class TensorGradients implements MicroGradients, AutoCloseable {
    private final TensorVector parameters;
    private final TensorVector buffers;
    private final TensorLoss loss;
    private final List<Tensor> sums = new ArrayList<>();
    private int count;

    private TensorGradients(TensorVector parameters, TensorVector buffers, TensorLoss loss) {
        this.parameters = parameters;
        this.buffers = buffers;
        this.loss = loss;
    }

    /** Of all parameters of a module; in whichever mode (training, evaluation) it is. */
    public static TensorGradients of(Module module, TensorLoss loss) {
        Torch.start();
        return new TensorGradients(module.parameters(), module.buffers(), loss);
    }

    /** Of tensors that require a gradient. */
    public static TensorGradients of(List<Tensor> parameters, TensorLoss loss) {
        Torch.start();
        if (parameters.isEmpty()) {
            throw new InputException("a gradient needs one parameter or more, but there is none");
        }
        return new TensorGradients(new TensorVector(parameters.toArray(new Tensor[0])), new TensorVector(), loss);
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public double add(int[] examples) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> kept = copies(buffers);
            TensorVector gradients = gradients(examples);
            try (AutoGradMode off = new AutoGradMode(false)) {
                for (int i = 0; i < kept.size(); i++) {
                    buffers.get(i).copy_(kept.get(i));
                }
                return add(gradients);
            }
        }
    }

    private TensorVector gradients(int[] examples) {
        try (AutoGradMode on = new AutoGradMode(true)) {
            Tensor mean = loss.at(examples);
            if (mean.numel() != 1 || !mean.requires_grad()) {
                throw new InputException("the loss must be a tensor of one number that depends on the parameters, but "
                        + (mean.numel() != 1 ? "had " + mean.numel() + " numbers; take the mean" : "does not"));
            }
            return torch.grad(new TensorVector(mean), parameters, new TensorVector(), new BoolOptional(), false, true);
        }
    }

    private double add(TensorVector gradients) {
        double square = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Tensor gradient = gradients.get(i);
            // A parameter that the loss does not depend on has none.
            boolean defined = gradient.defined();
            if (count == 0 && sums.size() <= i) {
                sums.add(Torch.keep(torch.zeros_like(parameters.get(i)).detach()));
            } else if (count == 0) {
                sums.get(i).zero_();
            }
            if (defined) {
                sums.get(i).add_(gradient);
                square += square(gradient);
            }
        }
        count++;
        return square;
    }

    @Override
    public double meanSquare() {
        try (PointerScope scope = new PointerScope();
                AutoGradMode off = new AutoGradMode(false)) {
            return sums.stream().mapToDouble(TensorGradients::square).sum() / count / count;
        }
    }

    private static double square(Tensor tensor) {
        return tensor.to(ScalarType.Double).square().sum().item_double();
    }

    private static List<Tensor> copies(TensorVector tensors) {
        List<Tensor> copies = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            copies.add(tensors.get(i).clone());
        }
        return copies;
    }

    @Override
    public void close() {
        sums.forEach(Tensor::close);
        sums.clear();
        parameters.close();
        buffers.close();
    }
}
