package joyul.knob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return place(problem.base().network().layers()) < 0
                ? Optional.empty()
                : Optional.of(new FloatDomain(0, 0.5, Scale.LINEAR, null));
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
        int place = place(layers);
        return place < 0
                ? Optional.empty()
                : Optional.of(layers.get(place) instanceof Dropout dropout ? dropout.probability() : 0.0);
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Dropout dropout = new Dropout(((Number) value).doubleValue());
        List<Layer> layers = new ArrayList<>(recipe.network().layers());
        int place = place(layers);
        if (place < 0) {
            return recipe;
        }
        if (layers.get(place) instanceof Dropout) {
            layers.replaceAll(layer -> layer instanceof Dropout ? dropout : layer);
        } else if (!isOff(value)) {
            layers.add(place, dropout);
        }
        return recipe.network(new Network(layers));
    }

    /** Of the first dropout layer, else of the last linear one, before which one can be put; negative: there is neither. */
    private static int place(List<Layer> layers) {
        int last = -1;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Dropout) {
                return i;
            }
            last = layers.get(i) instanceof Linear ? i : last;
        }
        return last;
    }
}
