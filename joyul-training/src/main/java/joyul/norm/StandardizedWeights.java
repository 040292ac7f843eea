package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A layer that computes with its weight standardised per output, {@code (W - mean) / sqrt(v + eps)}, and learns W. The
 * weight is batch norm's input, its outputs the channels and what each sums over the batch, so both directions are one
 * native call. A layer without such a weight stays as it is.
 */
record StandardizedWeights(Layer layer, double eps) implements Layer {
    @Override
    public Shape output(Shape input) {
        for (Weight weight : layer.weights(input)) {
            if (weight.role() == Weight.Role.WEIGHT && weight.fanIn() < 2) {
                throw new InputException("weight_standardization needs a layer that sums over more than one number,"
                        + " but this one has one input; choose another normalization");
            }
        }
        return layer.output(input);
    }

    @Override
    public List<Weight> weights(Shape input) {
        return layer.weights(input);
    }

    @Override
    public List<Statistic> statistics(Shape input) {
        return layer.statistics(input);
    }

    @Override
    public Layer withoutBias() {
        return new StandardizedWeights(layer.withoutBias(), eps);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        List<Weight> weights = layer.weights(input);
        boolean learns = !weights.isEmpty() && weights.get(0).role() == Weight.Role.WEIGHT;
        return learns ? new StandardizedKernel(layer, eps, input, slots) : layer.kernel(input, slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        if (weights.isEmpty()) {
            return layer.reference(input, weights);
        }
        Tensor weight = weights.get(0);
        Tensor rows = weight.reshape(1, weight.size(0), -1);
        TensorOptional none = Torch.absent();
        List<Tensor> standardized = new ArrayList<>(weights);
        standardized.set(
                0,
                torch.batch_norm(rows, none, none, none, none, true, 0, eps, false)
                        .reshape(weight.shape()));
        return layer.reference(input, standardized);
    }

    /** Standardises in the format of sums, of which libtorch wants input, output and statistics alike. */
    private static final class StandardizedKernel implements Kernel {
        private final double eps;
        private final ScalarType exactType;
        private final Tensor weight;
        private final Tensor weightGradient;
        private final Tensor standardized;
        private final Tensor exact;
        private final Tensor gradient;
        private final Buffer mean;
        private final Buffer inverseDeviation;
        private final BoolPointer onlyInput =
                new BoolPointer(3).put(0, true).put(1, false).put(2, false);
        private final Kernel kernel;

        StandardizedKernel(Layer layer, double eps, Shape input, Slots slots) {
            this.eps = eps;
            exactType = slots.precision().exact().type();
            weight = slots.weights().get(0);
            weightGradient = slots.gradients().get(0);
            try (PointerScope scope = new PointerScope()) {
                standardized = Torch.keep(weight.clone());
                exact = slots.precision() == slots.precision().exact() ? standardized : Torch.keep(exact(weight).clone());
                gradient = Torch.keep(weight.clone());
            }
            mean = slots.sums();
            inverseDeviation = slots.sums();
            kernel = layer.kernel(
                    input,
                    new Slots(
                            slots.index(),
                            replaced(slots.weights(), standardized),
                            replaced(slots.gradients(), gradient),
                            slots.statistics(),
                            slots.precision(),
                            slots.needsInputGradient()));
        }

        private Tensor exact(Tensor of) {
            return of.to(exactType);
        }

        private static List<Tensor> replaced(List<Tensor> tensors, Tensor first) {
            List<Tensor> replaced = new ArrayList<>(tensors);
            replaced.set(0, first);
            return replaced;
        }

        /** {@code [1, outputs, what each sums over]} in the order of memory: a view. */
        private static Tensor rows(Tensor of) {
            Tensor inMemory = of.dim() == 4 ? of.permute(0, 2, 3, 1) : of;
            return inMemory.reshape(1, of.size(0), -1);
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            torch.native_batch_norm_out(
                    rows(exact),
                    mean.of(weight.size(0)),
                    inverseDeviation.of(weight.size(0)),
                    rows(exact(weight)),
                    Torch.absent(),
                    Torch.absent(),
                    Torch.absent(),
                    Torch.absent(),
                    true,
                    0,
                    eps);
            if (exact != standardized) {
                standardized.copy_(exact);
            }
            return kernel.forward(x, pass);
        }

        @Override
        public @Nullable Tensor backward(Tensor dy) {
            @Nullable Tensor dx = kernel.backward(dy);
            Tensor ofWeight = torch.native_batch_norm_backward(
                            rows(exact(gradient)),
                            rows(exact(weight)),
                            Torch.absent(),
                            Torch.absent(),
                            Torch.absent(),
                            new TensorOptional(mean.of(weight.size(0))),
                            new TensorOptional(inverseDeviation.of(weight.size(0))),
                            true,
                            eps,
                            onlyInput)
                    .get0();
            rows(weightGradient).copy_(ofWeight);
            return dx;
        }

        @Override
        public boolean lends() {
            return kernel.lends();
        }

        @Override
        public void borrow(boolean input, boolean outputGradient) {
            kernel.borrow(input, outputGradient);
        }

        @Override
        public void close() {
            kernel.close();
            if (exact != standardized) {
                exact.close();
            }
            standardized.close();
            gradient.close();
            mean.close();
            inverseDeviation.close();
            onlyInput.close();
        }
    }
}
