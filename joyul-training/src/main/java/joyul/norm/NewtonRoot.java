package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import joyul.torch.Torch;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The whitening matrix by Newton's iteration (Huang et al. 2019, algorithm 1): with {@code S = C / tr C},
 * {@code P_0 = I} and {@code P <- (3 P - P^3 S) / 2}, it is {@code P_T / sqrt(tr C)}. Few iterations whiten the large
 * eigenvalues and leave the small ones small, which is wanted: those are mostly noise.
 *
 * <p>Backward, from the gradient G by the next P to that by P, and what S gains (all P and S are symmetric):
 *
 * <pre>{@code (3 G - G S P^2 - P G S P - P^2 G S) / 2        dS += -P^3 G / 2}</pre>
 */
final class NewtonRoot implements InverseRoot {
    private final int iterations;
    private final List<Tensor> steps = new ArrayList<>();
    private @Nullable Tensor covariance;
    private @Nullable Tensor trace;
    private @Nullable Tensor scaled;

    NewtonRoot(int iterations) {
        this.iterations = iterations;
    }

    @Override
    public Tensor of(Tensor covariances) {
        covariance = covariances;
        steps.clear();
        Tensor sum = trace(covariances);
        trace = sum;
        Tensor s = covariances.div(sum);
        scaled = s;
        Tensor p = identities(covariances);
        for (int i = 0; i < iterations; i++) {
            steps.add(p);
            p = next(p, s);
        }
        steps.add(p);
        return p.mul(sum.rsqrt());
    }

    @Override
    public Tensor reference(Tensor covariances) {
        Tensor sum = trace(covariances);
        Tensor s = covariances.div(sum);
        Tensor p = identities(covariances);
        for (int i = 0; i < iterations; i++) {
            p = next(p, s);
        }
        return p.mul(sum.rsqrt());
    }

    private static Tensor next(Tensor p, Tensor s) {
        Tensor cubed = p.bmm(p).bmm(p).bmm(s);
        return p.mul(Torch.scalar(1.5)).sub(cubed.mul(Torch.scalar(0.5)));
    }

    private static Tensor identities(Tensor like) {
        return torch.diag_embed(
                like.diagonal(0, 1, 2).detach().mul(Torch.scalar(0)).add(Torch.scalar(1)));
    }

    private static Tensor trace(Tensor matrices) {
        return total(matrices.diagonal(0, 1, 2).unsqueeze(2));
    }

    /** One number per matrix, {@code [groups, 1, 1]}. */
    private static Tensor total(Tensor matrices) {
        return matrices.sum(new long[] {1, 2}, true, new ScalarTypeOptional());
    }

    @Override
    public Tensor differentiate(Tensor gradient) {
        Tensor c = Objects.requireNonNull(covariance);
        Tensor sum = Objects.requireNonNull(trace);
        Tensor s = Objects.requireNonNull(scaled);
        Tensor g = gradient.mul(sum.rsqrt());
        Tensor ofScaled = torch.zeros_like(s);
        for (int i = iterations - 1; i >= 0; i--) {
            Tensor p = steps.get(i);
            Tensor squared = p.bmm(p);
            Tensor gs = g.bmm(s);
            ofScaled.sub_(squared.bmm(p).bmm(g), Torch.scalar(0.5));
            Tensor spread = gs.bmm(squared).add_(p.bmm(gs).bmm(p)).add_(squared.bmm(gs));
            g = g.mul(Torch.scalar(1.5)).sub_(spread, Torch.scalar(0.5));
        }
        // The trace moves the result directly and through S.
        Tensor last = steps.get(iterations);
        Tensor direct =
                total(gradient.mul(last)).mul_(sum.pow(Torch.scalar(-1.5))).mul_(Torch.scalar(-0.5));
        Tensor throughScaled = total(ofScaled.mul(c)).div_(sum.square());
        return ofScaled.div(sum).add_(identities(c).mul_(direct.sub_(throughScaled)));
    }
}
