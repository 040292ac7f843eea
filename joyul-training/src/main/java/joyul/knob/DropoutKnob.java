package joyul.knob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.layer.Composite;
import joyul.layer.Dropout;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.network.Network;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/**
 * The probability of dropping a number: in the network's dropout layers, or, where it has none, in one before its last
 * linear layer (Srivastava et al. 2014).
 */
record DropoutKnob() implements Knob {
    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return of(problem.base(), problem).map(any -> new FloatDomain(0, 0.5, Scale.LINEAR, null));
    }

    @Override
    public String absence() {
        return "the network has neither a dropout layer nor a linear one to drop before; leave it out";
    }

    @Override
    public Domain between(String said, double low, double high) {
        return Shares.between(said, low, high);
    }

    @Override
    public boolean isOff(Object value) {
        return Shares.isZero(value);
    }

    /** The probability of the first dropout layer. */
    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        List<Layer> layers = recipe.network().layers();
        return first(layers)
                .map(Object.class::cast)
                .or(() -> lastLinear(layers) < 0 ? Optional.empty() : Optional.of(0.0));
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Dropout dropout = new Dropout(((Number) value).doubleValue());
        List<Layer> layers = recipe.network().layers();
        if (first(layers).isPresent()) {
            return recipe.network(new Network(turned(layers, dropout)));
        }
        int last = lastLinear(layers);
        if (last < 0 || isOff(value)) {
            return recipe;
        }
        List<Layer> more = new ArrayList<>(layers);
        more.add(last, dropout);
        return recipe.network(new Network(more));
    }

    /** The probability of the first dropout layer of a tree. */
    private static Optional<Double> first(List<Layer> layers) {
        return layers.stream()
                .flatMap(layer -> layer instanceof Composite block
                        ? block.branches().stream().flatMap(branch -> first(branch.layers()).stream())
                        : layer instanceof Dropout dropout ? Stream.of(dropout.probability()) : Stream.empty())
                .findFirst();
    }

    private static List<Layer> turned(List<Layer> layers, Dropout dropout) {
        return layers.stream()
                .map(layer -> layer instanceof Composite block
                        ? block.map(inside -> turned(inside, dropout))
                        : layer instanceof Dropout ? dropout : layer)
                .toList();
    }

    /** The place of the network's last linear layer, before which one can be put; negative: there is none. */
    private static int lastLinear(List<Layer> layers) {
        return IntStream.range(0, layers.size())
                .filter(place -> layers.get(place) instanceof Linear)
                .max()
                .orElse(-1);
    }
}
