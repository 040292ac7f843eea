package joyul.attach;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import joyul.check.InputException;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** How a module computes; libtorch's base class has no method for it that Java could call. */
@FunctionalInterface
public interface Forward {
    /** The outputs for one batch. */
    Tensor of(Tensor batch);

    /**
     * A module's own method {@code forward(Tensor)}, of whatever visibility.
     *
     * @throws InputException if it has none
     */
    static Forward of(Module module) {
        for (Class<?> type = module.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("forward")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Tensor.class})) {
                    method.setAccessible(true);
                    return batch -> call(method, module, batch);
                }
            }
        }
        throw new InputException("module must have a method 'Tensor forward(Tensor)', but "
                + module.getClass().getName() + " has none; give its way to compute, such as module::run");
    }

    private static Tensor call(Method method, Module module, Tensor batch) {
        try {
            return (Tensor) method.invoke(module, batch);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
