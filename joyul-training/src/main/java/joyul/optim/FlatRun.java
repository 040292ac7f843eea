package joyul.optim;

import java.util.List;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What all optimizers at work share: the flat buffers and the count of steps. */
abstract class FlatRun implements Optimizer.Run {
    final Tensor parameters;
    final Tensor gradients;
    private final Optimizer optimizer;
    private long steps;

    FlatRun(Optimizer optimizer, Tensor parameters, Tensor gradients) {
        this.optimizer = optimizer;
        this.parameters = parameters;
        this.gradients = gradients;
    }

    /** The update of step {@link #steps}, counted from 1. */
    abstract void update(Optimizer.Setting setting);

    final Tensor zeros() {
        return Torch.keep(torch.zeros_like(parameters));
    }

    /** A copy of the parameters as they stand. */
    final Tensor copy() {
        return Torch.keep(parameters.clone());
    }

    @Override
    public final void step(Optimizer.Setting setting) {
        steps++;
        update(setting);
    }

    @Override
    public final void step(double rate) {
        step(optimizer.at(rate));
    }

    @Override
    public final long steps() {
        return steps;
    }

    @Override
    public void resumeAt(long count, List<Double> numbers) {
        steps = count;
    }

    @Override
    public void close() {
        state().forEach(Tensor::close);
    }
}
