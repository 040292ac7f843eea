package joyul.norm;

import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/** A way to compute a whitening matrix W, with {@code W C W' = I}, from covariances C {@code [groups, n, n]}. */
interface InverseRoot {
    Tensor of(Tensor covariances);

    /** The gradient by the covariances of the latest {@link #of}, given that by W; not yet symmetric. */
    Tensor differentiate(Tensor gradient);

    /** The same as differentiable operations. */
    Tensor reference(Tensor covariances);

    /** Half the sum of a matrix and its transpose. */
    static Tensor symmetric(Tensor matrices) {
        return matrices.add(matrices.transpose(1, 2)).mul_(Torch.scalar(0.5));
    }
}
