package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * One layer at work on weights of its own, laid out as a network lays them out, beside the same computation by
 * automatic differentiation of {@link Layer#reference}.
 */
public final class LoneLayer implements AutoCloseable {
    private final PointerScope scope = new PointerScope();
    private final Layer layer;
    private final Shape shape;
    private final Precision precision;
    private final List<Tensor> weights = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final List<Tensor> statistics = new ArrayList<>();
    private final Kernel kernel;
    private final Random random;

    /** Output, gradient by the input (null: none was wanted) and gradients by the weights, row-major. */
    public record Result(double[] output, double @Nullable [] inputGradient, List<double[]> weightGradients) {
        /** The gradient by the input, of a layer that gives one. */
        public double[] dx() {
            return Objects.requireNonNull(inputGradient);
        }
    }

    public LoneLayer(Layer layer, Shape shape, long seed) {
        this(layer, shape, seed, Precision.FLOAT64, true);
    }

    public LoneLayer(Layer layer, Shape shape, long seed, Precision precision, boolean needsInputGradient) {
        Torch.useThreads(1);
        this.layer = layer;
        this.shape = shape;
        this.precision = precision;
        random = new Random(seed);
        for (Weight weight : layer.weights(shape)) {
            long[] dims = weight.dims().stream().mapToLong(Integer::longValue).toArray();
            weights.add(laidOut(dims, normal(weight.size())).to(format(weight)));
            gradients.add(laidOut(dims, new double[weight.size()]).to(format(weight)));
        }
        for (Statistic statistic : layer.statistics(shape)) {
            long[] dims =
                    statistic.dims().stream().mapToLong(Integer::longValue).toArray();
            statistics.add(Tensors.ofFloats(statistic.startValues(), dims)
                    .to(precision.exact().type()));
        }
        kernel = layer.kernel(shape, new Slots(3, weights, gradients, statistics, precision, needsInputGradient));
    }

    /** What multiplies is as short as activations; what acts on sums is exact. */
    private ScalarType format(Weight weight) {
        boolean multiplies = weight.role() == Weight.Role.WEIGHT || weight.role() == Weight.Role.BIAS;
        return multiplies ? precision.type() : precision.exact().type();
    }

    /** Standard normal numbers for a whole batch. */
    public double[] input(int batch) {
        return normal(batch * shape.size());
    }

    public double[] normal(int count) {
        return random.doubles(count, 0, 1).map(u -> random.nextGaussian()).toArray();
    }

    public Kernel kernel() {
        return kernel;
    }

    public double[] statistic(int index) {
        return Tensors.doubles(statistics.get(index));
    }

    public double[] weight(int index) {
        return Tensors.doubles(weights.get(index));
    }

    public void setStatistic(int index, double... values) {
        statistics
                .get(index)
                .copy_(Tensors.ofDoubles(values, statistics.get(index).shape()));
    }

    public void setWeight(int index, double... values) {
        weights.get(index).copy_(Tensors.ofDoubles(values, weights.get(index).shape()));
    }

    /** Nudges one number of a weight. */
    public void nudge(int index, int place, double by) {
        double[] values = Tensors.doubles(weights.get(index));
        values[place] += by;
        setWeight(index, values);
    }

    public int outputSize() {
        return layer.output(shape).size();
    }

    /** The kernel's output for numbers in the order of the shape with the batch first (images) or last (vectors). */
    public double[] forward(double[] x, Pass pass) {
        try (Scope native_ = Scope.open()) {
            return Tensors.doubles(kernel.forward(tensor(shape, x), pass));
        }
    }

    /** Forward and the kernel's own backward. */
    public Result explicit(double[] x, double[] dy, Pass pass) {
        try (Scope native_ = Scope.open()) {
            double[] output = Tensors.doubles(kernel.forward(tensor(shape, x), pass));
            Tensor dx = kernel.backward(tensor(layer.output(shape), dy));
            return new Result(
                    output,
                    dx == null ? null : Tensors.doubles(dx),
                    gradients.stream().map(Tensors::doubles).toList());
        }
    }

    /** The same by automatic differentiation of the layer's reference. */
    public Result automatic(double[] x, double[] dy) {
        try (PointerScope local = new PointerScope()) {
            Tensor input = tensor(shape, x).requires_grad_(true);
            List<Tensor> leaves = weights.stream()
                    .map(weight -> weight.clone().detach().requires_grad_(true))
                    .toList();
            Tensor output = layer.reference(input, leaves);
            output.mul(tensor(layer.output(shape), dy)).sum().backward();
            return new Result(
                    Tensors.doubles(output),
                    Tensors.doubles(input.grad()),
                    leaves.stream().map(leaf -> Tensors.doubles(leaf.grad())).toList());
        }
    }

    private Tensor laidOut(long[] dims, double[] values) {
        Tensor plain = Tensors.ofDoubles(values, dims).to(precision.exact().type());
        return dims.length == 4 ? channelsLast(plain) : plain;
    }

    private Tensor tensor(Shape of, double[] values) {
        int batch = values.length / of.size();
        return of instanceof Shape.Image image
                ? channelsLast(tensor(values, batch, image.channels(), image.height(), image.width()))
                : tensor(values, of.size(), batch);
    }

    private Tensor tensor(double[] values, long... dims) {
        return Tensors.ofDoubles(values, dims).to(precision.type());
    }

    private static Tensor channelsLast(Tensor plain) {
        return torch.clone(plain, new MemoryFormatOptional(MemoryFormat.ChannelsLast));
    }

    @Override
    public void close() {
        kernel.close();
        scope.close();
    }
}
