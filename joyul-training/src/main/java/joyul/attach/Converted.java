package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;

/** A batch norm layer that computes something else. */
interface Converted {
    /** The native layer below. */
    NormLayer layer();

    Behaviour behaviour();

    /** Says whether the running statistics are to be those of each whole batch, for a population. */
    void estimate(boolean wanted);

    /** All of a module. */
    static List<Converted> in(Module root) {
        List<Converted> found = new ArrayList<>();
        ModuleFields.replace(root, part -> {
            if (part instanceof Converted converted) {
                found.add(converted);
            }
            return part;
        });
        return found;
    }
}
