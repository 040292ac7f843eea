package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Whitens vectors {@code [features, batch]} group by group: {@code y = gamma W xc + beta} with the centred group xc and
 * the inverse root W of its covariance plus eps. Backward, with m examples, {@code dy'} the gradient by W xc, and dC that
 * by the covariance, made symmetric:
 *
 * <pre>{@code dxc = W' dy' + (2 / m) dC xc        dx = dxc - mean(dxc)}</pre>
 *
 * <p>The running averages are of mean and covariance, unbiased like batch norm's running variance; inference takes the
 * root of whatever covariance it is given, so that merged batches whiten their union.
 */
final class WhiteningKernel implements Kernel, Population {
    private final OverFeatures kind;
    private final Slots slots;
    private final List<Part> parts = new ArrayList<>();
    private final Buffer normal;
    private final Buffer output;
    private final Buffer inputGradient;
    private final Buffer normalGradient;

    WhiteningKernel(OverFeatures kind, int features, Slots slots) {
        this.kind = kind;
        this.slots = slots;
        List<Groups.Block> blocks = new Groups(kind.groupSize()).blocks(features);
        for (int i = 0; i < blocks.size(); i++) {
            parts.add(new Part(blocks.get(i), i, blocks.size()));
        }
        normal = slots.sums();
        output = slots.vectors();
        inputGradient = slots.vectors();
        normalGradient = slots.sums();
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        boolean infers = pass.mode() == Pass.Mode.INFER;
        if (!infers && x.size(1) < 2) {
            throw new InputException(
                    kind.name() + " needs more than one example in training, but the batch has one; use"
                            + " a batch_size of 2 or more that leaves no remainder of 1");
        }
        Tensor exact = x.to(slots.precision().exact().type());
        Tensor xh = normal.of(x.shape());
        for (Part part : parts) {
            part.rows(xh).copy_(infers ? part.infer(part.rows(exact)) : part.whiten(part.rows(exact), pass));
        }
        Tensor gain = slots.weights().get(0).unsqueeze(1);
        return torch.addcmul_out(output.of(x.shape()), slots.weights().get(1).unsqueeze(1), xh, gain);
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor xh = normal.of(dy.shape());
        torch.sum_out(slots.gradients().get(0), dy.mul(xh), 1);
        torch.sum_out(slots.gradients().get(1), dy, 1);
        Tensor ofNormal = torch.mul_out(
                normalGradient.of(dy.shape()), dy, slots.weights().get(0).unsqueeze(1));
        Tensor dx = inputGradient.of(dy.shape());
        parts.forEach(part -> part.rows(dx).copy_(part.differentiate(part.rows(ofNormal))));
        return dx;
    }

    @Override
    public boolean lends() {
        return true;
    }

    @Override
    public void beginEstimate() {
        parts.forEach(part -> part.population.close());
    }

    @Override
    public void endEstimate() {
        parts.forEach(Part::endEstimate);
    }

    @Override
    public void useRunningAverages() {
        try (PointerScope scope = new PointerScope()) {
            int half = slots.statistics().size() / 2;
            for (int i = 0; i < half; i++) {
                slots.statistics().get(half + i).copy_(slots.statistics().get(i));
            }
        }
    }

    @Override
    public void close() {
        normal.close();
        output.close();
        inputGradient.close();
        normalGradient.close();
        parts.forEach(part -> part.population.close());
    }

    private static Tensor meanOverBatch(Tensor x) {
        return x.mean(new long[] {2}, true, new ScalarTypeOptional());
    }

    private static Tensor covariance(Tensor centred) {
        return centred.bmm(centred.transpose(1, 2)).mul(Torch.scalar(1.0 / centred.size(2)));
    }

    private static Tensor plusEps(Tensor covariances, double eps) {
        Tensor diagonal =
                covariances.diagonal(0, 1, 2).detach().mul(Torch.scalar(0)).add(Torch.scalar(eps));
        return covariances.add(torch.diag_embed(diagonal));
    }

    /** The same forward as differentiable operations. */
    static Tensor reference(OverFeatures kind, Tensor input, List<Tensor> weights) {
        List<Tensor> whitened = new ArrayList<>();
        for (Groups.Block block : new Groups(kind.groupSize()).blocks(Math.toIntExact(input.size(0)))) {
            Tensor x =
                    input.narrow(0, block.start(), block.length()).reshape(block.groups(), block.size(), input.size(1));
            Tensor centred = x.sub(meanOverBatch(x));
            Tensor root = kind.root().reference(plusEps(covariance(centred), kind.eps()));
            whitened.add(root.bmm(centred).reshape(block.length(), input.size(1)));
        }
        Tensor normal = torch.cat(new TensorVector(whitened.toArray(new Tensor[0])), 0);
        return normal.mul(weights.get(0).unsqueeze(1)).add(weights.get(1).unsqueeze(1));
    }

    /** The groups of one size. */
    private final class Part {
        private final Groups.Block block;
        private final InverseRoot root = kind.root();
        private final PopulationCovariance population = new PopulationCovariance();
        private final Tensor movingMean;
        private final Tensor movingCovariance;
        private final Tensor mean;
        private final Tensor covariance;
        private @Nullable Tensor centred;
        private @Nullable Tensor matrix;

        Part(Groups.Block block, int index, int blocks) {
            this.block = block;
            movingMean = slots.statistics().get(0);
            movingCovariance = slots.statistics().get(1 + index);
            mean = slots.statistics().get(1 + blocks);
            covariance = slots.statistics().get(2 + blocks + index);
        }

        /** This part's rows of {@code [features, batch]} as {@code [groups, n, batch]}. */
        Tensor rows(Tensor x) {
            return x.contiguous()
                    .narrow(0, block.start(), block.length())
                    .view(block.groups(), block.size(), x.size(1));
        }

        private Tensor own(Tensor vector) {
            return vector.narrow(0, block.start(), block.length());
        }

        Tensor whiten(Tensor x, Pass pass) {
            if (pass.mode() == Pass.Mode.ESTIMATE) {
                population.add(x);
            }
            Tensor batchMean = meanOverBatch(x);
            Tensor xc = x.sub(batchMean);
            Tensor batchCovariance = WhiteningKernel.covariance(xc);
            if (pass.moves()) {
                double weight = new Averaging(pass, kind.newestWeight(), 1).weight(0);
                double unbiased = (double) x.size(2) / (x.size(2) - 1);
                move(own(movingMean), batchMean.flatten(), weight, weight);
                move(movingCovariance, batchCovariance, weight, weight * unbiased);
            }
            Tensor w = root.of(plusEps(batchCovariance, kind.eps()));
            centred = xc;
            matrix = w;
            return w.bmm(xc);
        }

        private void move(Tensor moving, Tensor newest, double weight, double factor) {
            moving.mul_(Torch.scalar(1 - weight)).add_(newest, Torch.scalar(factor));
        }

        Tensor infer(Tensor x) {
            Tensor w = root.of(plusEps(covariance, kind.eps()));
            return w.bmm(x.sub(own(mean).view(block.groups(), block.size(), 1)));
        }

        Tensor differentiate(Tensor ofNormal) {
            Tensor xc = Objects.requireNonNull(centred);
            Tensor w = Objects.requireNonNull(matrix);
            Tensor ofCovariance = InverseRoot.symmetric(root.differentiate(ofNormal.bmm(xc.transpose(1, 2))));
            Tensor ofCentred =
                    w.transpose(1, 2).bmm(ofNormal).add_(ofCovariance.bmm(xc).mul_(Torch.scalar(2.0 / xc.size(2))));
            return ofCentred.sub_(meanOverBatch(ofCentred));
        }

        void endEstimate() {
            try (PointerScope scope = new PointerScope()) {
                population.moveTo(own(mean), covariance);
            }
        }
    }
}
