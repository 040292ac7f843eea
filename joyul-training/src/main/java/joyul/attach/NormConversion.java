package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.torch.Torch;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNorm3dImpl;
import org.bytedeco.pytorch.Module;
import org.jspecify.annotations.Nullable;

/**
 * Turns the batch norm layers of a user's module into another kind, in place: the layers keep their names, weights and
 * statistics, so optimizers and saved files go on as before.
 *
 * <pre>{@code
 * NormConversion.toGhost(module, 32);
 * }</pre>
 *
 * <p>A layer is reached through the Java field, array, list or map by which the module's {@code forward} calls it; a final
 * field too. One inside a libtorch container such as {@code SequentialImpl} is called by native code, which knows no
 * other kind: such a module is refused before anything is changed.
 */
public final class NormConversion {
    private NormConversion() {}

    /**
     * To ghost batch norm, in groups of about so many examples, whose sizes differ by at most one.
     *
     * @param size examples that share one set of statistics (NBS)
     * @return the names of the converted layers
     * @throws InputException if there is no batch norm layer, or one that Java code cannot reach
     */
    public static List<String> toGhost(Module module, int size) {
        Check.atLeast("size", size, 2);
        return convert(module, new Behaviour.Ghost(size));
    }

    /**
     * To group norm with the same gamma and beta; the running statistics stay, unused.
     *
     * @param groups must divide the channels of every layer
     */
    public static List<String> toGroupNorm(Module module, int groups) {
        Check.atLeast("groups", groups, 1);
        for (NormLayer layer : NormLayer.all(module)) {
            long channels = layer.options().num_features().get();
            if (channels % groups != 0) {
                throw new InputException("groups must divide the channels of every layer, but " + layer.name() + " has "
                        + channels + " and groups was " + groups);
            }
        }
        return convert(module, new Behaviour.OverGroups(groups));
    }

    /** To frozen batch norm, which normalises by the running statistics in training too; update them before. */
    public static List<String> freeze(Module module) {
        return convert(module, new Behaviour.Frozen());
    }

    private static List<String> convert(Module module, Behaviour behaviour) {
        Torch.start();
        List<NormLayer> all = NormLayer.all(module);
        if (all.isEmpty()) {
            throw new InputException("module must have a batch norm layer, but has none; there is nothing to convert");
        }
        List<NormLayer> reached = new ArrayList<>();
        ModuleFields.replace(module, part -> {
            NormLayer layer = layer(part);
            if (layer != null) {
                reached.add(layer);
            }
            return part;
        });
        for (NormLayer layer : all) {
            if (reached.stream().noneMatch(layer::isSame)) {
                throw new InputException("the batch norm layer " + layer.name()
                        + " is called by native code (it is in a libtorch container, or in no field of the module), which"
                        + " knows no other kind; hold it in a Java field and call it in forward");
            }
        }
        ModuleFields.replace(module, part -> converted(part, behaviour));
        return all.stream().map(NormLayer::name).toList();
    }

    private static @Nullable NormLayer layer(Object part) {
        if (part instanceof Converted converted) {
            return converted.layer();
        }
        if (part instanceof BatchNorm1dImpl norm) {
            return NormLayer.of("", -1, norm);
        }
        if (part instanceof BatchNorm2dImpl norm) {
            return NormLayer.of("", -1, norm);
        }
        return part instanceof BatchNorm3dImpl norm ? NormLayer.of("", -1, norm) : null;
    }

    private static Object converted(Object part, Behaviour behaviour) {
        if (part instanceof BatchNorm1dImpl norm) {
            return new Converted1d(norm, behaviour);
        }
        if (part instanceof BatchNorm2dImpl norm) {
            return new Converted2d(norm, behaviour);
        }
        return part instanceof BatchNorm3dImpl norm ? new Converted3d(norm, behaviour) : part;
    }
}
