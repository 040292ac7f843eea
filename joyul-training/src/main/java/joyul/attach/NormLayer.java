package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNorm3dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringSharedModuleDict;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch norm layer of a user's module, of any dimension: libtorch's three classes have no common type in Java.
 *
 * @param name in the module: {@code block.bn1}
 * @param place among all parts of the module, in the order of their registration
 * @param weight gamma; undefined where the layer is not affine, as is {@code bias}
 * @param mean the running mean; undefined where the layer keeps none, as are {@code variance} and
 *     {@code batches}, the count of batches seen
 */
record NormLayer(
        String name,
        long place,
        Module module,
        BatchNormOptions options,
        Tensor weight,
        Tensor bias,
        Tensor mean,
        Tensor variance,
        Tensor batches) {
    /** All batch norm layers of a module, in the order of their registration. */
    static List<NormLayer> all(Module root) {
        List<NormLayer> layers = new ArrayList<>();
        StringSharedModuleDict named = root.named_modules();
        for (long i = 0; i < named.size(); i++) {
            BytePointer key = named.get(i).key();
            String name = key == null ? "" : key.getString();
            Module module = named.get(i).value();
            BatchNorm1dImpl one = module.asBatchNorm1d();
            BatchNorm2dImpl two = module.asBatchNorm2d();
            BatchNorm3dImpl three = module.asBatchNorm3d();
            if (one != null) {
                layers.add(of(name, i, one));
            } else if (two != null) {
                layers.add(of(name, i, two));
            } else if (three != null) {
                layers.add(of(name, i, three));
            }
        }
        return layers;
    }

    static NormLayer of(String name, long place, BatchNorm1dImpl norm) {
        return new NormLayer(
                name,
                place,
                norm,
                norm.options(),
                norm.weight(),
                norm.bias(),
                norm.running_mean(),
                norm.running_var(),
                norm.num_batches_tracked());
    }

    static NormLayer of(String name, long place, BatchNorm2dImpl norm) {
        return new NormLayer(
                name,
                place,
                norm,
                norm.options(),
                norm.weight(),
                norm.bias(),
                norm.running_mean(),
                norm.running_var(),
                norm.num_batches_tracked());
    }

    static NormLayer of(String name, long place, BatchNorm3dImpl norm) {
        return new NormLayer(
                name,
                place,
                norm,
                norm.options(),
                norm.weight(),
                norm.bias(),
                norm.running_mean(),
                norm.running_var(),
                norm.num_batches_tracked());
    }

    double eps() {
        return options.eps().get();
    }

    boolean keepsStatistics() {
        return mean.defined() && variance.defined();
    }

    /** Whether another view is of the same layer: they share the memory of their statistics or, without them, of gamma. */
    boolean isSame(NormLayer other) {
        return keepsStatistics()
                ? other.keepsStatistics()
                        && mean.data_ptr().address() == other.mean.data_ptr().address()
                : weight.defined()
                        && other.weight.defined()
                        && weight.data_ptr().address()
                                == other.weight.data_ptr().address();
    }
}
