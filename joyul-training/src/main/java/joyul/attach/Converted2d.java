package joyul.attach;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * A BatchNorm2d that computes something else: the same native layer, with its registration, weights and statistics, and
 * a forward of its own for those who call it from Java.
 */
final class Converted2d extends BatchNorm2dImpl implements Converted {
    private final NormLayer layer;
    private final Behaviour behaviour;
    private boolean estimates;

    Converted2d(BatchNorm2dImpl original, Behaviour behaviour) {
        super((Pointer) original);
        layer = NormLayer.of("", -1, original);
        this.behaviour = behaviour;
    }

    @Override
    public Tensor forward(Tensor input) {
        return behaviour.forward(input, layer, estimates);
    }

    @Override
    public NormLayer layer() {
        return layer;
    }

    @Override
    public Behaviour behaviour() {
        return behaviour;
    }

    @Override
    public void estimate(boolean wanted) {
        estimates = wanted;
    }
}
