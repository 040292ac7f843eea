package joyul.norm;

import java.util.Objects;
import joyul.torch.Torch;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The whitening matrix by eigenvalues, {@code C = D L D'}: ZCA's {@code D L^-1/2 D'} or PCA's {@code L^-1/2 D'}.
 *
 * <p>Backward, with {@code A = G D} and G the gradient by W. ZCA's derivative has no poles:
 *
 * <pre>{@code dC = D [-(D' G D)_ij / (sqrt(l_i l_j) (sqrt l_i + sqrt l_j))] D'}</pre>
 *
 * PCA's has one wherever two eigenvalues meet:
 *
 * <pre>{@code dC = D [l_i^-1/2 A_ij / (l_i - l_j); -l_i^-3/2 A_ii / 2 on the diagonal] D'}</pre>
 */
final class EigenRoot implements InverseRoot {
    /** Eigenvalues that differ by less, relative to the larger, belong to directions without data. */
    private static final double EQUAL = 1e-12;

    private final boolean zca;
    private @Nullable Tensor values;
    private @Nullable Tensor vectors;

    EigenRoot(boolean zca) {
        this.zca = zca;
    }

    @Override
    public Tensor of(Tensor covariances) {
        if (!Double.isFinite(covariances.sum().item_double())) {
            // LAPACK throws at numbers that are not finite; a run that diverges is told by its loss.
            Tensor unknown = covariances.mul(Torch.scalar(Double.NaN));
            values = unknown.select(1, 0);
            vectors = unknown;
            return unknown;
        }
        T_TensorTensor_T eigen = torch.linalg_eigh(covariances);
        values = eigen.get0();
        vectors = zca ? eigen.get1() : signed(eigen.get1());
        return root(values, vectors);
    }

    @Override
    public Tensor reference(Tensor covariances) {
        T_TensorTensor_T eigen = torch.linalg_eigh(covariances);
        return root(eigen.get0(), zca ? eigen.get1() : signed(eigen.get1()));
    }

    private Tensor root(Tensor eigenvalues, Tensor eigenvectors) {
        Tensor scaled = eigenvectors.transpose(1, 2).mul(eigenvalues.rsqrt().unsqueeze(2));
        return zca ? eigenvectors.bmm(scaled) : scaled;
    }

    /** Eigenvectors whose elements sum to something positive: LAPACK leaves their signs to chance. */
    private static Tensor signed(Tensor eigenvectors) {
        Tensor signs = eigenvectors.sum(new long[] {1}, true, new ScalarTypeOptional());
        return eigenvectors.mul(signs.sign().add(Torch.scalar(0.5)).sign());
    }

    @Override
    public Tensor differentiate(Tensor gradient) {
        Tensor l = Objects.requireNonNull(values);
        Tensor d = Objects.requireNonNull(vectors);
        Tensor transposed = d.transpose(1, 2);
        Tensor along = gradient.bmm(d);
        Tensor inner = zca ? ofZca(transposed.bmm(along), l) : ofPca(along, l);
        return d.bmm(inner).bmm(transposed);
    }

    private static Tensor ofZca(Tensor inner, Tensor l) {
        Tensor root = l.sqrt();
        Tensor row = root.unsqueeze(2);
        Tensor column = root.unsqueeze(1);
        return inner.div(row.mul(column).mul_(row.add(column))).neg_();
    }

    private static Tensor ofPca(Tensor along, Tensor l) {
        Tensor row = l.unsqueeze(2);
        Tensor apart = row.sub(l.unsqueeze(1));
        Tensor near = apart.abs().le(l.amax(new long[] {1}, true).unsqueeze(2).mul(Torch.scalar(EQUAL)));
        // Where eigenvalues are equal because nothing varies there, no input moves along the pole.
        Tensor off = along.mul(row.rsqrt()).div(apart).masked_fill_(near, Torch.scalar(0));
        Tensor diagonal = along.diagonal(0, 1, 2).mul(l.pow(Torch.scalar(-1.5))).mul_(Torch.scalar(-0.5));
        return off.add_(torch.diag_embed(diagonal));
    }
}
