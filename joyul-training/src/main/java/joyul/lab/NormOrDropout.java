package joyul.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.layer.Composite;
import joyul.layer.Dropout;
import joyul.layer.Layer;
import joyul.layer.Relu;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.NoNormalization;
import joyul.recipe.Recipe;

/** Batch norm against dropout (Srivastava et al. 2014) in the same network: neither, each, and both. */
public final class NormOrDropout {
    private NormOrDropout() {}

    /**
     * The four arms of a recipe with places for normalization.
     *
     * @param dropped the probability with which the number behind each hidden activation is dropped
     */
    public static Map<String, Recipe> arms(Recipe recipe, double dropped) {
        Network dropping = dropping(recipe.network(), dropped);
        Map<String, Recipe> arms = new LinkedHashMap<>();
        arms.put("neither", recipe.with(r -> r.normalization(new NoNormalization())));
        arms.put("batch norm", recipe.with(r -> r.normalization(new BatchNorm())));
        arms.put(
                "dropout",
                recipe.with(r -> r.normalization(new NoNormalization()).network(dropping)));
        arms.put("both", recipe.with(r -> r.normalization(new BatchNorm()).network(dropping)));
        return arms;
    }

    private static Network dropping(Network network, double dropped) {
        return new Network(dropping(network.layers(), dropped));
    }

    private static List<Layer> dropping(List<Layer> network, double dropped) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network) {
            layers.add(layer instanceof Composite composite ? composite.map(each -> dropping(each, dropped)) : layer);
            if (layer instanceof Relu) {
                layers.add(new Dropout(dropped));
            }
        }
        return layers;
    }
}
