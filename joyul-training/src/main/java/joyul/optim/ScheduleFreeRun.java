package joyul.optim;

import java.util.List;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * Schedule-Free averaging at work (Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky 2024, "The Road Less
 * Scheduled", arXiv 2405.15682, equations 3 to 5, and the authors' code): with the direction u taken at y,
 *
 * <pre>{@code
 * z = z - rate u        x = (1-c) x + c z        y = (1-b) z + b x        c = w / sum w,  w = (largest rate so far)^2
 * }</pre>
 *
 * <p>The parameters hold y; x is not kept but follows from y and z, so that y moves in place: {@code y = (1-c) y + c z +
 * rate (b (1-c) - 1) u}. {@link #showAverage} writes x into the parameters and keeps y aside, so that looking at x
 * changes no bit of the run.
 */
abstract class ScheduleFreeRun extends FlatRun {
    final Tensor z;
    private final double momentum;
    private final Tensor aside;
    private boolean showsAverage;
    private double largestRate;
    private double weightSum;

    ScheduleFreeRun(Optimizer optimizer, Tensor parameters, Tensor gradients) {
        super(optimizer, parameters, gradients);
        momentum = optimizer.momentum();
        z = copy();
        aside = zeros();
    }

    /** Turns the gradients into the direction u. */
    abstract void direct(double weightDecay);

    @Override
    final void update(Optimizer.Setting setting) {
        double rate = setting.rate();
        largestRate = Math.max(largestRate, rate);
        double weight = largestRate * largestRate;
        weightSum += weight;
        double c = weightSum == 0 ? 0 : weight / weightSum;
        direct(setting.weightDecay());
        parameters.lerp_(z, Torch.scalar(c)).add_(gradients, Torch.scalar(rate * (momentum * (1 - c) - 1)));
        z.add_(gradients, Torch.scalar(-rate));
    }

    @Override
    public final void showAverage() {
        if (!showsAverage) {
            try (Scope scope = Scope.open()) {
                aside.copy_(parameters);
                parameters.lerp_(z, Torch.scalar(1 - 1 / momentum));
            }
            showsAverage = true;
        }
    }

    @Override
    public final void showIterate() {
        if (showsAverage) {
            try (Scope scope = Scope.open()) {
                parameters.copy_(aside);
            }
            showsAverage = false;
        }
    }

    @Override
    public List<Tensor> state() {
        return List.of(z);
    }

    @Override
    public final List<Double> numbers() {
        return List.of(largestRate, weightSum);
    }

    @Override
    public final void resumeAt(long count, List<Double> numbers) {
        super.resumeAt(count, numbers);
        largestRate = numbers.get(0);
        weightSum = numbers.get(1);
    }

    @Override
    public void close() {
        super.close();
        aside.close();
    }
}
