package joyul.optim;

import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What all optimizers at work share: the flat buffers and the count of steps. */
abstract class FlatRun implements Optimizer.Run {
    final Tensor parameters;
    final Tensor gradients;
    private long steps;

    FlatRun(Tensor parameters, Tensor gradients) {
        this.parameters = parameters;
        this.gradients = gradients;
    }

    /** The update of step {@link #steps}, counted from 1. */
    abstract void update(double rate);

    final Tensor zeros() {
        return Torch.keep(torch.zeros_like(parameters));
    }

    @Override
    public final void step(double rate) {
        steps++;
        update(rate);
    }

    @Override
    public final long steps() {
        return steps;
    }

    @Override
    public final void resumeAt(long count) {
        steps = count;
    }

    @Override
    public void close() {
        state().forEach(Tensor::close);
    }
}
