package joyul.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.layer.AveragePool;
import joyul.layer.Conv;
import joyul.layer.Dropout;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.NormPlace;
import joyul.layer.Shape;
import joyul.network.Network;
import joyul.norm.Foldable;
import joyul.norm.Normalization;
import org.jspecify.annotations.Nullable;

/**
 * A network for inference whose batch norms are computed by the linear and convolution layers beside them. With the scale
 * {@code a = gamma / sqrt(variance + eps)} and the shift {@code c = beta - a mean} of a channel, a layer before becomes
 * {@code W' = a W, b' = a b + c}; a layer behind {@code W' = W a, b' = b + W c}, unless it pads with zeros, which the batch
 * norm would have shifted. What lies between may only be what commutes with a scale and shift per channel: pooling by the
 * mean, dropout, and behind the batch norm flattening.
 *
 * @param network where a place is left, its normalization could not be folded
 * @param tensors by the names of the folded network
 * @param steps what became of each normalization, in the order of the network
 */
public record Folding(Network network, Map<String, SafeTensors.Values> tensors, List<Step> steps) {
    /**
     * What became of one normalization.
     *
     * @param layer its place in the network that was folded
     * @param into the place of the layer that computes it now; empty where it was not folded
     * @param reason why it was not; empty where it was
     */
    public record Step(int layer, Optional<Integer> into, String reason) {}

    public Folding {
        steps = List.copyOf(steps);
    }

    /** How many normalizations are gone. */
    public long folded() {
        return steps.stream().filter(step -> step.into().isPresent()).count();
    }

    /**
     * Folds all that can be.
     *
     * @param network with its normalization in place
     * @param tensors its weights and the statistics of inference, by name
     */
    public static Folding of(Network network, Shape input, Map<String, SafeTensors.Values> tensors) {
        return new Work(network, network.shapes(input), tensors).run();
    }

    /** A folding in progress. */
    private static final class Work {
        private final List<Layer> original;
        private final List<Shape> shapes;
        private final Map<String, SafeTensors.Values> tensors;
        private final List<@Nullable Layer> layers;

        Work(Network network, List<Shape> shapes, Map<String, SafeTensors.Values> tensors) {
            original = network.layers();
            this.shapes = shapes;
            this.tensors = new LinkedHashMap<>(tensors);
            layers = new ArrayList<>(original);
        }

        Folding run() {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < original.size(); i++) {
                if (original.get(i) instanceof Normalization) {
                    steps.add(fold(i));
                }
            }
            return new Folding(remaining(), renamed(), steps);
        }

        private Step fold(int place) {
            if (!(original.get(place) instanceof Foldable kind)) {
                layers.set(place, new NormPlace());
                return new Step(place, Optional.empty(), "it normalises by the example itself, at inference too");
            }
            Channels channels = Channels.of(tensors, place, kind.eps());
            int before = search(place, -1);
            int behind = search(place, 1);
            if (learns(before)) {
                FoldedLayer.behind(original.get(before), values(before, "weight"), bias(before), channels)
                        .writeTo(tensors, before);
                return done(place, before);
            }
            if (learns(behind) && (!pads(behind) || channels.shiftsNothing())) {
                FoldedLayer.before(original.get(behind), values(behind, "weight"), bias(behind), channels)
                        .writeTo(tensors, behind);
                return done(place, behind);
            }
            layers.set(place, new NormPlace());
            String reason = learns(behind)
                    ? "the convolution behind it (layer " + behind + ") pads with zeros, which its shift would change"
                    : "no linear or convolution layer stands beside it that could compute it";
            return new Step(place, Optional.empty(), reason);
        }

        private Step done(int place, int into) {
            layers.set(place, null);
            Layer layer = original.get(into);
            layers.set(
                    into,
                    layer instanceof Conv conv
                            ? new Conv(conv.channels(), conv.kernel(), conv.stride(), conv.padding(), true)
                            : new Linear(((Linear) layer).outputs(), true));
            for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
                tensors.remove(place + "." + name);
            }
            return new Step(place, Optional.of(into), "");
        }

        /** The first place in a direction that does not let a scale and shift per channel pass; -1 at an end. */
        private int search(int place, int direction) {
            int at = place + direction;
            while (at >= 0 && at < layers.size()) {
                Layer layer = layers.get(at);
                boolean passes = layer == null
                        || layer instanceof Dropout
                        || layer instanceof AveragePool
                        || layer instanceof GlobalPool
                        || (layer instanceof Flatten && (direction > 0 || shapes.get(at) instanceof Shape.Vector));
                if (!passes) {
                    return at;
                }
                at += direction;
            }
            return -1;
        }

        private boolean learns(int place) {
            return place >= 0 && (original.get(place) instanceof Linear || original.get(place) instanceof Conv);
        }

        private boolean pads(int place) {
            return original.get(place) instanceof Conv conv && conv.padding() > 0;
        }

        private SafeTensors.Values values(int place, String name) {
            SafeTensors.Values found = tensors.get(place + "." + name);
            if (found == null) {
                throw new InputException("the weights lack the tensor " + place + "." + name
                        + "; use the recipe they were trained with");
            }
            return found;
        }

        private SafeTensors.@Nullable Values bias(int place) {
            return tensors.get(place + ".bias");
        }

        private Network remaining() {
            List<Layer> kept = new ArrayList<>();
            for (@Nullable Layer layer : layers) {
                if (layer != null) {
                    kept.add(layer);
                }
            }
            return new Network(kept);
        }

        /** The places of the folded network, which has fewer layers. */
        private Map<String, SafeTensors.Values> renamed() {
            Map<String, SafeTensors.Values> renamed = new LinkedHashMap<>();
            int now = 0;
            for (int i = 0; i < layers.size(); i++) {
                if (layers.get(i) == null) {
                    continue;
                }
                for (Map.Entry<String, SafeTensors.Values> entry : tensors.entrySet()) {
                    if (entry.getKey().startsWith(i + ".")) {
                        renamed.put(
                                now
                                        + entry.getKey()
                                                .substring(Integer.toString(i).length()),
                                entry.getValue());
                    }
                }
                now++;
            }
            return renamed;
        }
    }
}
