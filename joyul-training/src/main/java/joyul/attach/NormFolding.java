package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import joyul.check.InputException;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Folds the batch norm layers of a user's module, for inference, into the linear or convolution layers whose outputs they
 * normalise: {@code W' = a W, b' = a b + c} with {@code a = gamma / sqrt(variance + eps), c = beta - a mean}. The batch
 * norm stays where it is and passes its input on; where the layer before has no bias to hold c, it adds c.
 *
 * <p>Which layer a batch norm follows stands in code that nobody can read, so it is tried out: with random weights and
 * statistics in the batch norm, a layer is the right one if folding into it leaves the module's outputs on an example as
 * they are. What fails is put back.
 */
public final class NormFolding {
    /** Outputs differ by less than this part of the largest where the fold is right; a wrong one changes them at once. */
    private static final double TOLERANCE = 1e-3;

    private NormFolding() {}

    /**
     * What became of one batch norm layer.
     *
     * @param into the layer that computes it now; empty where none can
     * @param reason why none can; empty where one does
     */
    public record Step(String norm, Optional<String> into, String reason) {}

    /**
     * What a folding did.
     *
     * @param largestDifference of any output on the example, to the outputs before
     * @param largestOutput in size, before
     */
    public record Result(List<Step> steps, double largestDifference, double largestOutput) {
        public Result {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Folds all that can be, in place, and leaves the module evaluating.
     *
     * @param example a batch of inputs that uses all layers
     * @throws InputException if the module has no batch norm layer that keeps running statistics
     */
    public static Result fold(Module module, Tensor example) {
        return fold(module, example, Forward.of(module));
    }

    /** Likewise, for a module that computes in another way. */
    public static Result fold(Module module, Tensor example, Forward forward) {
        Torch.start();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGradient = new NoGradGuard()) {
            module.eval();
            List<NormLayer> norms = NormLayer.all(module).stream()
                    .filter(NormLayer::keepsStatistics)
                    .toList();
            if (norms.isEmpty()) {
                throw new InputException("module must have a batch norm layer that keeps running statistics, but has"
                        + " none; there is nothing to fold");
            }
            List<WeightedLayer> layers = new ArrayList<>(WeightedLayer.all(module));
            double[] before = outputs(forward, example);
            List<Step> steps = new ArrayList<>();
            for (NormLayer norm : norms) {
                steps.add(fold(norm, layers, forward, example));
            }
            return new Result(steps, difference(before, outputs(forward, example)), largest(before));
        }
    }

    private static Step fold(NormLayer norm, List<WeightedLayer> layers, Forward forward, Tensor example) {
        try (PointerScope scope = new PointerScope()) {
            NormNumbers own = NormNumbers.of(norm);
            NormNumbers random = own.randomized(new SplittableRandom(1));
            random.writeTo(norm);
            double[] wanted = outputs(forward, example);
            own.identity(new double[own.channels()]).writeTo(norm);
            boolean used = difference(wanted, outputs(forward, example)) > TOLERANCE * largest(wanted);
            Optional<WeightedLayer> found = used
                    ? layers.stream()
                            .filter(layer -> layer.weight().size(0) == own.channels())
                            .sorted((a, b) -> Long.compare(distance(a, norm), distance(b, norm)))
                            .filter(layer -> fits(layer, norm, random, wanted, forward, example))
                            .findFirst()
                    : Optional.empty();
            if (found.isEmpty()) {
                own.writeTo(norm);
                return new Step(
                        norm.name(),
                        Optional.empty(),
                        used
                                ? "no linear or convolution layer gives its input alone"
                                : "the outputs on the example do not depend on it");
            }
            own.foldInto(found.get(), norm);
            layers.remove(found.get());
            return new Step(norm.name(), Optional.of(found.get().name()), "");
        }
    }

    /** Layers that are registered shortly before come first. */
    private static long distance(WeightedLayer layer, NormLayer norm) {
        long distance = norm.place() - layer.place();
        return distance > 0 ? distance : Integer.MAX_VALUE - distance;
    }

    private static boolean fits(
            WeightedLayer layer, NormLayer norm, NormNumbers random, double[] wanted, Forward forward, Tensor example) {
        Tensor weight = layer.weight().clone();
        Tensor bias = layer.hasBias() ? layer.bias().clone() : weight;
        random.foldInto(layer, norm);
        boolean fits = difference(wanted, outputs(forward, example)) <= TOLERANCE * largest(wanted);
        layer.weight().copy_(weight);
        if (layer.hasBias()) {
            layer.bias().copy_(bias);
        }
        return fits;
    }

    private static double[] outputs(Forward forward, Tensor example) {
        try (PointerScope scope = new PointerScope()) {
            return Tensors.doubles(forward.of(example));
        }
    }

    private static double difference(double[] wanted, double[] found) {
        double largest = 0;
        for (int i = 0; i < wanted.length; i++) {
            largest = Math.max(largest, Math.abs(wanted[i] - found[i]));
        }
        return largest;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
