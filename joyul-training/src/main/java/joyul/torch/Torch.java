package joyul.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts libtorch once, with settings under which small networks are fast.
 *
 * <p>libtorch and OpenBLAS each keep a pool of threads. With both pools busy-waiting on two cores one small step took a
 * hundred times longer than with OpenBLAS on one thread, so OpenBLAS is set to one thread here, before the first
 * operation, for whoever uses this library. Parallel trials scale instead: each worker thread calls
 * {@link #useThreads} with 1.
 */
public final class Torch {
    static {
        // JavaCPP's default ceiling on physical memory throws in the middle of training; the system's own limit
        // decides.
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        LibraryFiles.unpack();
        openblas.blas_set_num_threads(1);
        torch.set_num_interop_threads(1);
    }

    private Torch() {}

    /** Loads the native libraries if they are not loaded yet; the very first start unpacks them, which takes seconds. */
    public static void start() {
        // The static initialiser has run once this method is entered.
    }

    /** Sets how many threads one operation called from the current thread may use. */
    public static void useThreads(int count) {
        torch.set_num_threads(count);
    }

    /** An optional tensor that is absent, as native calls take it. */
    public static TensorOptional absent() {
        return new TensorOptional();
    }

    /** Lets a tensor outlive the {@link PointerScope} it was made in; its owner closes it. */
    public static Tensor keep(Tensor tensor) {
        return tensor.retainReference();
    }

    /** A number as native calls take it. */
    public static Scalar scalar(double value) {
        return new Scalar(value);
    }
}
