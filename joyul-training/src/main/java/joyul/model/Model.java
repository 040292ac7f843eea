package joyul.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.layer.Aside;
import joyul.layer.Chain;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Place;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.torch.Precision;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network with weights, which takes and gives float32 (float64 in a model of that precision) whatever it computes in.
 * All weights lie in one flat tensor, their gradients in a second, the statistics of
 * normalization in a third. Not thread-safe; close it to free the memory.
 */
public final class Model implements AutoCloseable {
    private final FlatTensors weights;
    private final FlatTensors gradients;
    private final FlatTensors statistics;
    private final WorkingWeights working;
    private final Precision precision;
    private final Map<String, Tensor> named = new LinkedHashMap<>();
    private final List<Weight> weightSpecs = new ArrayList<>();
    private final List<Statistic> statisticSpecs = new ArrayList<>();
    private final Chain chain;
    private final List<Kernel> kernels;
    private final long[] weightStarts;
    private final int firstLearning;
    private @Nullable Watch watch;

    /**
     * A network with weights that are zero until {@link #initialize} or {@link #load}.
     *
     * @param network with its normalization in place
     */
    public Model(Network network, Shape input, Precision precision) {
        Torch.start();
        List<Place> places = network.places(input);
        for (Place place : places) {
            weightSpecs.addAll(place.layer().weights(place.input()));
            statisticSpecs.addAll(place.layer().statistics(place.input()));
        }
        this.precision = precision;
        weights = new FlatTensors(weightSpecs, precision.exact());
        gradients = new FlatTensors(weightSpecs, precision.exact());
        statistics =
                new FlatTensors(statisticSpecs.stream().map(Model::asWeight).toList(), precision.exact());
        working = new WorkingWeights(weightSpecs, weights, gradients, precision);
        List<Slots> slots = slots(places);
        chain = new Chain(network.layers(), input, precision, slots::get);
        kernels = chain.kernels();
        firstLearning = firstLearning(slots);
        weightStarts = weightStarts(slots);
        resetStatistics();
    }

    private List<Slots> slots(List<Place> places) {
        List<Slots> slots = new ArrayList<>();
        int weight = 0;
        int statistic = 0;
        boolean learns = false;
        for (Place place : places) {
            int weightEnd = weight + place.layer().weights(place.input()).size();
            int statisticEnd =
                    statistic + place.layer().statistics(place.input()).size();
            slots.add(new Slots(
                    slots.size(),
                    working.weights().subList(weight, weightEnd),
                    working.gradients().subList(weight, weightEnd),
                    statistics.views().subList(statistic, statisticEnd),
                    precision,
                    learns));
            name(place.name(), weight, weightEnd, statistic, statisticEnd);
            learns |= weightEnd > weight;
            weight = weightEnd;
            statistic = statisticEnd;
        }
        return slots;
    }

    private static Weight asWeight(Statistic statistic) {
        return new Weight(statistic.name(), Weight.Role.SHIFT, statistic.dims(), 1, 1);
    }

    private int firstLearning(List<Slots> slots) {
        for (int i = 0; i < kernels.size(); i++) {
            int place = chain.place(i);
            if (place >= 0 && !slots.get(place).weights().isEmpty()) {
                return i;
            }
        }
        return kernels.size();
    }

    /** Where the weights of each kernel start in the flat tensor, and last where all end. */
    private long[] weightStarts(List<Slots> slots) {
        long[] starts = new long[kernels.size() + 1];
        int weight = 0;
        for (int i = 0; i < kernels.size(); i++) {
            starts[i] = weights.start(weight);
            int place = chain.place(i);
            weight += place < 0 ? 0 : slots.get(place).weights().size();
        }
        starts[kernels.size()] = weights.start(weight);
        return starts;
    }

    private void name(String layer, int weight, int weightEnd, int statistic, int statisticEnd) {
        for (int i = weight; i < weightEnd; i++) {
            named.put(layer + "." + weightSpecs.get(i).name(), weights.views().get(i));
        }
        for (int i = statistic; i < statisticEnd; i++) {
            named.put(
                    layer + "." + statisticSpecs.get(i).name(),
                    statistics.views().get(i));
        }
    }

    /** Draws all weights from the seed and forgets all statistics. */
    public void initialize(Initialization initialization, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < weightSpecs.size(); i++) {
                Weight weight = weightSpecs.get(i);
                long[] dims =
                        weight.dims().stream().mapToLong(Integer::longValue).toArray();
                weights.views().get(i).copy_(Tensors.ofFloats(initialization.values(weight, random), dims));
            }
        }
        resetStatistics();
    }

    private void resetStatistics() {
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < statisticSpecs.size(); i++) {
                Tensor view = statistics.views().get(i);
                view.copy_(Tensors.ofFloats(statisticSpecs.get(i).startValues(), view.shape()));
            }
        }
    }

    /** The outputs {@code [outputs, batch]}; valid until the next forward. */
    public Tensor forward(Tensor input, Pass pass) {
        refresh();
        return forward(0, kernels.size(), input, pass);
    }

    /** Takes over what the optimizer has moved, before {@link #forward(int, int, Tensor, Pass)}. */
    void refresh() {
        working.refresh();
    }

    /** Through the kernels from {@code begin} to before {@code end}. */
    Tensor forward(int begin, int end, Tensor input, Pass pass) {
        Tensor x = begin == 0 ? shortened(input) : input;
        for (int i = begin; i < end; i++) {
            x = kernels.get(i).forward(x, pass);
            if (watch != null && pass.mode() != Pass.Mode.REPLAY && chain.place(i) >= 0) {
                watch.output(chain.place(i), x);
            }
        }
        return shortens() && end == kernels.size() ? x.to(precision.exact().type()) : x;
    }

    /** Overwrites {@link #gradients} with those of the latest forward. */
    public void backward(Tensor outputGradient) {
        backward(0, kernels.size(), outputGradient);
    }

    /** Back through the kernels from {@code end} down to {@code begin}; gives what is left to go on with. */
    @Nullable
    Tensor backward(int begin, int end, Tensor outputGradient) {
        @Nullable Tensor dy = end == kernels.size() ? shortened(outputGradient) : outputGradient;
        for (int i = end - 1; i >= Math.max(begin, firstLearning) && dy != null; i--) {
            if (watch != null && chain.place(i) >= 0) {
                watch.outputGradient(chain.place(i), dy);
            }
            dy = kernels.get(i).backward(dy);
        }
        working.collect();
        return dy;
    }

    /** Tells the onlooker of a gradient that {@link LockStep} passes on. */
    void showOutputGradient(int kernel, Tensor dy) {
        if (watch != null && chain.place(kernel) >= 0) {
            watch.outputGradient(chain.place(kernel), dy);
        }
    }

    /** Tells the onlooker that the gradients are those of the whole batch. */
    void showWeightGradients() {
        if (watch != null) {
            watch.weightGradients();
        }
    }

    private boolean shortens() {
        return precision != precision.exact();
    }

    private Tensor shortened(Tensor exact) {
        return shortens() ? exact.to(precision.type()) : exact;
    }

    /** Shows what passes between layers to an onlooker; null: to nobody. */
    public void watch(@Nullable Watch onlooker) {
        watch = onlooker;
    }

    /** The kernels from input to output. */
    List<Kernel> kernels() {
        return kernels;
    }

    /** What waits beside a kernel while it computes. */
    List<Aside> waiting(int kernel) {
        return chain.waiting(kernel);
    }

    /** The first kernel that learns; before it nothing needs a gradient. */
    int firstLearning() {
        return firstLearning;
    }

    /** The part of a flat tensor like {@link #gradients} that belongs to the kernels from {@code begin} to before {@code end}. */
    Tensor ofKernels(Tensor flat, int begin, int end) {
        long start = weightStarts[begin];
        return flat.narrow(0, start, weightStarts[end] - start);
    }

    /** All weights, flat. */
    public Tensor parameters() {
        return weights.flat();
    }

    /** All gradients, flat, in the order of {@link #parameters}. */
    public Tensor gradients() {
        return gradients.flat();
    }

    /** All statistics of normalization, flat. */
    public Tensor statistics() {
        return statistics.flat();
    }

    /** Every weight and statistic by PyTorch's name for it in a {@code Sequential}: {@code 0.weight}, {@code 2.body.0.weight}. */
    public Map<String, Tensor> named() {
        return named;
    }

    /** Copies of all named tensors, by name, in PyTorch's shapes. */
    public Map<String, SafeTensors.Values> state() {
        Map<String, SafeTensors.Values> state = new LinkedHashMap<>();
        named.forEach((name, tensor) -> {
            List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
            state.put(name, new SafeTensors.Values(shape, Tensors.floats(tensor)));
        });
        return state;
    }

    /** Overwrites all named tensors; one that is missing, unknown or of another shape is an error that names it. */
    public void load(Map<String, SafeTensors.Values> state) {
        for (String name : state.keySet()) {
            if (!named.containsKey(name)) {
                throw new InputException("the weights hold a tensor " + name + " that the network does not have; "
                        + "use the recipe that they were trained with");
            }
        }
        try (PointerScope scope = new PointerScope()) {
            named.forEach((name, tensor) -> {
                SafeTensors.Values values = state.get(name);
                List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
                if (values == null || !values.shape().equals(shape)) {
                    throw new InputException("the network's tensor " + name + " has shape " + shape
                            + ", but the weights hold " + (values == null ? "none" : values.shape())
                            + "; use the recipe that they were trained with");
                }
                tensor.copy_(Tensors.ofFloats(values.numbers(), tensor.shape()));
            });
        }
    }

    /** What it computes in. */
    public Precision precision() {
        return precision;
    }

    /** How many numbers are learned. */
    public long size() {
        return weightSpecs.stream().mapToLong(Weight::size).sum();
    }

    /** The kernels that normalise inference with a population's statistics. */
    public List<Population> populations() {
        return kernels.stream()
                .filter(Population.class::isInstance)
                .map(Population.class::cast)
                .toList();
    }

    @Override
    public void close() {
        chain.close();
        working.close();
        weights.close();
        gradients.close();
        statistics.close();
    }
}
