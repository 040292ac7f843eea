package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv3dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringSharedModuleDict;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A linear or convolution layer of a user's module.
 *
 * @param place among all parts of the module, in the order of their registration
 * @param weight {@code [outputs, ...]}
 * @param bias undefined where it has none
 */
record WeightedLayer(String name, long place, Tensor weight, Tensor bias) {
    static List<WeightedLayer> all(Module root) {
        List<WeightedLayer> layers = new ArrayList<>();
        StringSharedModuleDict named = root.named_modules();
        for (long i = 0; i < named.size(); i++) {
            BytePointer key = named.get(i).key();
            WeightedLayer layer =
                    of(key == null ? "" : key.getString(), i, named.get(i).value());
            if (layer != null) {
                layers.add(layer);
            }
        }
        return layers;
    }

    private static @Nullable WeightedLayer of(String name, long place, Module module) {
        LinearImpl linear = module.asLinear();
        if (linear != null) {
            return new WeightedLayer(name, place, linear.weight(), linear.bias());
        }
        Conv2dImpl two = module.asConv2d();
        if (two != null) {
            return new WeightedLayer(name, place, two.weight(), two.bias());
        }
        Conv1dImpl one = module.asConv1d();
        if (one != null) {
            return new WeightedLayer(name, place, one.weight(), one.bias());
        }
        Conv3dImpl three = module.asConv3d();
        return three == null ? null : new WeightedLayer(name, place, three.weight(), three.bias());
    }

    boolean hasBias() {
        return bias.defined();
    }
}
