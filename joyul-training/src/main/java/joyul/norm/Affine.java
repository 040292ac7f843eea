package joyul.norm;

import joyul.layer.Slots;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Gamma and beta of a kernel and where their gradients go: a layer's weights, or ones and zeros that nothing learns. */
final class Affine implements AutoCloseable {
    private final boolean learned;
    private final Tensor gain;
    private final Tensor shift;
    private final Tensor gainGradient;
    private final Tensor shiftGradient;
    private final TensorOptional optionalGain;
    private final TensorOptional optionalShift;

    /** The layer's two weights; where it has none, one and zero for so many channels. */
    Affine(Slots slots, int channels) {
        learned = !slots.weights().isEmpty();
        try (PointerScope scope = new PointerScope()) {
            gain = learned ? slots.weights().get(0) : kept(slots, channels, 1);
            shift = learned ? slots.weights().get(1) : kept(slots, channels, 0);
            gainGradient = learned ? slots.gradients().get(0) : kept(slots, channels, 0);
            shiftGradient = learned ? slots.gradients().get(1) : kept(slots, channels, 0);
        }
        // Made once: a handle for every call would cost as much as normalising a small batch.
        optionalGain = new TensorOptional(gain).retainReference();
        optionalShift = new TensorOptional(shift).retainReference();
    }

    private static Tensor kept(Slots slots, int channels, double value) {
        Tensor ones =
                torch.ones(new long[] {channels}, slots.precision().exact().options());
        return Torch.keep(ones.mul_(Torch.scalar(value)));
    }

    Tensor gain() {
        return gain;
    }

    Tensor shift() {
        return shift;
    }

    Tensor gainGradient() {
        return gainGradient;
    }

    Tensor shiftGradient() {
        return shiftGradient;
    }

    TensorOptional optionalGain() {
        return optionalGain;
    }

    TensorOptional optionalShift() {
        return optionalShift;
    }

    @Override
    public void close() {
        optionalGain.close();
        optionalShift.close();
        if (!learned) {
            gain.close();
            shift.close();
            gainGradient.close();
            shiftGradient.close();
        }
    }
}
