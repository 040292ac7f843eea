package joyul.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.layer.AveragePool;
import joyul.layer.Composite;
import joyul.layer.Conv;
import joyul.layer.Dropout;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.NormPlace;
import joyul.layer.Place;
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
 * mean, dropout, and behind the batch norm flattening. Each branch of a composite is folded by itself, for what stands
 * beside the composite computes for the other branches too.
 *
 * @param network where a place is left, its normalization could not be folded
 * @param tensors by the names of the folded network
 * @param steps what became of each normalization, in the order of the network
 */
public record Folding(Network network, Map<String, SafeTensors.Values> tensors, List<Step> steps) {
    /**
     * What became of one normalization.
     *
     * @param layer its place in the network that was folded: {@code 3}, {@code 3.body.2}
     * @param into the place of the layer that computes it now; empty where it was not folded
     * @param reason why it was not; empty where it was
     */
    public record Step(String layer, Optional<String> into, String reason) {}

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
        network.shapes(input);
        Map<String, SafeTensors.Values> folded = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        List<Layer> layers = new Branch("", network.layers(), input, tensors).fold("", steps, folded);
        return new Folding(new Network(layers), folded, steps);
    }

    /** The folding of layers that follow each other: a whole network, or one branch of a composite. */
    private static final class Branch {
        private final String prefix;
        private final List<Layer> original;
        private final List<Shape> shapes;
        private final Map<String, SafeTensors.Values> tensors;
        private final List<@Nullable Layer> layers;

        /**
         * Layers as they were trained.
         *
         * @param prefix of the names of their weights
         * @param tensors of the whole network
         */
        Branch(String prefix, List<Layer> original, Shape input, Map<String, SafeTensors.Values> tensors) {
            this.prefix = prefix;
            this.original = original;
            shapes = Place.shapes("layer", original, input);
            this.tensors = new LinkedHashMap<>(tensors);
            layers = new ArrayList<>(original);
        }

        /**
         * The layers that are left.
         *
         * @param newPrefix of the names of their weights, where layers before them are gone
         * @param steps gets what became of each normalization
         * @param folded gets their weights
         */
        List<Layer> fold(String newPrefix, List<Step> steps, Map<String, SafeTensors.Values> folded) {
            List<Step> own = new ArrayList<>();
            for (int i = 0; i < original.size(); i++) {
                if (original.get(i) instanceof Normalization) {
                    own.add(fold(i));
                }
            }
            List<Layer> kept = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < original.size(); i++) {
                if (original.get(i) instanceof Normalization) {
                    steps.add(own.get(next++));
                }
                Layer layer = layers.get(i);
                if (layer != null) {
                    String name = newPrefix + kept.size();
                    if (layer instanceof Composite composite) {
                        kept.add(fold(composite, i, name, steps, folded));
                    } else {
                        rename(name(i), name, folded);
                        kept.add(layer);
                    }
                }
            }
            return kept;
        }

        private Composite fold(
                Composite composite, int place, String name, List<Step> steps, Map<String, SafeTensors.Values> folded) {
            List<List<Layer>> branches = new ArrayList<>();
            for (Composite.Branch each : composite.branches()) {
                String inside = "." + each.name() + ".";
                branches.add(new Branch(name(place) + inside, each.layers(), shapes.get(place), tensors)
                        .fold(name + inside, steps, folded));
            }
            return composite.with(branches);
        }

        private void rename(String before, String now, Map<String, SafeTensors.Values> folded) {
            tensors.forEach((name, values) -> {
                if (name.startsWith(before + ".")) {
                    folded.put(now + name.substring(before.length()), values);
                }
            });
        }

        private String name(int place) {
            return prefix + place;
        }

        private Step fold(int place) {
            if (!(original.get(place) instanceof Foldable kind)) {
                layers.set(place, new NormPlace());
                return new Step(name(place), Optional.empty(), "it normalises by the example itself, at inference too");
            }
            Channels channels = Channels.of(tensors, name(place), kind.eps());
            int before = search(place, -1);
            int behind = search(place, 1);
            if (learns(before)) {
                FoldedLayer.behind(original.get(before), values(before, "weight"), bias(before), channels)
                        .writeTo(tensors, name(before));
                return done(place, before);
            }
            if (learns(behind) && (!pads(behind) || channels.shiftsNothing())) {
                FoldedLayer.before(original.get(behind), values(behind, "weight"), bias(behind), channels)
                        .writeTo(tensors, name(behind));
                return done(place, behind);
            }
            layers.set(place, new NormPlace());
            String reason = learns(behind)
                    ? "the convolution behind it (layer " + name(behind)
                            + ") pads with zeros, which its shift would change"
                    : "no linear or convolution layer stands beside it that could compute it";
            return new Step(name(place), Optional.empty(), reason);
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
                tensors.remove(name(place) + "." + name);
            }
            return new Step(name(place), Optional.of(name(into)), "");
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
            SafeTensors.Values found = tensors.get(name(place) + "." + name);
            if (found == null) {
                throw new InputException("the weights lack the tensor " + name(place) + "." + name
                        + "; use the recipe they were trained with");
            }
            return found;
        }

        private SafeTensors.@Nullable Values bias(int place) {
            return tensors.get(name(place) + ".bias");
        }
    }
}
