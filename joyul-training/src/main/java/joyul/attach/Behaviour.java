package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import joyul.norm.Groups;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What a converted batch norm layer computes with the weights and statistics it had. */
sealed interface Behaviour {
    /**
     * The output.
     *
     * @param estimates whether the running statistics are to be those of the whole batch, as for a population
     */
    Tensor forward(Tensor input, NormLayer layer, boolean estimates);

    /** Whether training moves the running statistics. */
    boolean moves();

    /** Ghost batch norm (Hoffer et al. 2017): groups of about so many examples are normalised alone. */
    record Ghost(int size) implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer, boolean estimates) {
            if (!layer.module().is_training()) {
                return byStatistics(input, layer);
            }
            if (estimates) {
                byBatch(input, layer, true);
            }
            List<Tensor> parts = new ArrayList<>();
            for (Groups.Block block : new Groups(size).blocks(Math.toIntExact(input.size(0)))) {
                for (int group = 0; group < block.groups(); group++) {
                    long start = block.start() + (long) group * block.size();
                    parts.add(byBatch(input.narrow(0, start, block.size()), layer, !estimates));
                }
            }
            return torch.cat(new TensorVector(parts.toArray(new Tensor[0])));
        }

        @Override
        public boolean moves() {
            return true;
        }
    }

    /** Frozen batch norm: the running statistics normalise in training too, and stand still. */
    record Frozen() implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer, boolean estimates) {
            return byStatistics(input, layer);
        }

        @Override
        public boolean moves() {
            return false;
        }
    }

    /** Group norm (Wu and He 2018): each example by itself, over groups of channels. */
    record OverGroups(int groups) implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer, boolean estimates) {
            return torch.group_norm(
                    input, groups, optional(layer.weight()), optional(layer.bias()), layer.eps(), false);
        }

        @Override
        public boolean moves() {
            return false;
        }
    }

    private static Tensor byStatistics(Tensor input, NormLayer layer) {
        boolean known = layer.keepsStatistics();
        return normalized(input, layer, layer.mean(), layer.variance(), !known, 0);
    }

    private static Tensor byBatch(Tensor input, NormLayer layer, boolean moves) {
        if (!moves || !layer.keepsStatistics()) {
            Tensor none = new Tensor();
            return normalized(input, layer, none, none, true, 0);
        }
        layer.batches().add_(new Scalar(1L));
        // Without a momentum libtorch's layer averages over all batches; so does this one, group by group.
        double momentum = layer.options().momentum().has_value()
                ? layer.options().momentum().get()
                : 1.0 / layer.batches().item_long();
        return normalized(input, layer, layer.mean(), layer.variance(), true, momentum);
    }

    private static Tensor normalized(
            Tensor input, NormLayer layer, Tensor mean, Tensor variance, boolean byBatch, double momentum) {
        return torch.batch_norm(
                input,
                optional(layer.weight()),
                optional(layer.bias()),
                optional(mean),
                optional(variance),
                byBatch,
                momentum,
                layer.eps(),
                false);
    }

    private static TensorOptional optional(Tensor tensor) {
        return tensor.defined() ? new TensorOptional(tensor) : new TensorOptional();
    }
}
