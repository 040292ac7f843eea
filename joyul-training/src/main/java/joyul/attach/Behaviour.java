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
    Tensor forward(Tensor input, NormLayer layer);

    /** Ghost batch norm (Hoffer et al. 2017): groups of about so many examples are normalised alone. */
    record Ghost(int size) implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer) {
            if (!layer.module().is_training()) {
                return normalized(input, layer, false);
            }
            List<Tensor> parts = new ArrayList<>();
            for (Groups.Block block : new Groups(size).blocks(Math.toIntExact(input.size(0)))) {
                for (int group = 0; group < block.groups(); group++) {
                    long start = block.start() + (long) group * block.size();
                    parts.add(normalized(input.narrow(0, start, block.size()), layer, true));
                }
            }
            return torch.cat(new TensorVector(parts.toArray(new Tensor[0])));
        }
    }

    /** Frozen batch norm: the running statistics normalise in training too, and stand still. */
    record Frozen() implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer) {
            return normalized(input, layer, false);
        }
    }

    /** Group norm (Wu and He 2018): each example by itself, over groups of channels. */
    record OverGroups(int groups) implements Behaviour {
        @Override
        public Tensor forward(Tensor input, NormLayer layer) {
            return torch.group_norm(
                    input, groups, optional(layer.weight()), optional(layer.bias()), layer.eps(), false);
        }
    }

    private static Tensor normalized(Tensor input, NormLayer layer, boolean byBatch) {
        // Without a momentum libtorch's layer averages over all batches; so does this one, group by group.
        double momentum = layer.options().momentum().has_value()
                ? layer.options().momentum().get()
                : 0;
        if (byBatch && layer.batches().defined()) {
            layer.batches().add_(new Scalar(1L));
            if (!layer.options().momentum().has_value()) {
                momentum = 1.0 / layer.batches().item_long();
            }
        }
        return torch.batch_norm(
                input,
                optional(layer.weight()),
                optional(layer.bias()),
                optional(layer.mean()),
                optional(layer.variance()),
                byBatch || !layer.keepsStatistics(),
                momentum,
                layer.eps(),
                false);
    }

    private static TensorOptional optional(Tensor tensor) {
        return tensor.defined() ? new TensorOptional(tensor) : new TensorOptional();
    }
}
