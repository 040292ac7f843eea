package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SharedModuleVector;

/** Whether each part of a module was training, to be put back. */
final class ModuleModes implements AutoCloseable {
    private final List<Module> parts = new ArrayList<>();
    private final List<Boolean> training = new ArrayList<>();

    /** Remembers a module and its parts, and sets all of them to evaluate. */
    ModuleModes(Module root) {
        SharedModuleVector modules = root.modules();
        for (long i = 0; i < modules.size(); i++) {
            Module part = modules.get(i);
            parts.add(part);
            training.add(part.is_training());
        }
        root.eval();
    }

    /** The root comes first and a part after its whole: setting a whole sets its parts too. */
    @Override
    public void close() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).train(training.get(i));
        }
    }
}
