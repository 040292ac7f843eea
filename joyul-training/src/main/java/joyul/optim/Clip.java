package joyul.optim;

import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/** Gradient clipping by the global norm, PyTorch's {@code clip_grad_norm_}. */
public final class Clip {
    private Clip() {}

    /** Scales the gradients by {@code min(1, most / (norm + 1e-6))} and gives the norm before it. */
    public static double byNorm(Tensor gradients, double most) {
        double norm = gradients.norm().item_double();
        double factor = most / (norm + 1e-6);
        if (factor < 1) {
            gradients.mul_(Torch.scalar(factor));
        }
        return norm;
    }
}
