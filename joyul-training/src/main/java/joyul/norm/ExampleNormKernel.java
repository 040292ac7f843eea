package joyul.norm;

import java.util.List;
import java.util.Objects;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * What layer, group, instance and RMS norm share: each example is normalised alone, over groups of its channels, the
 * same in training and inference.
 *
 * <p>With n values per group, {@code xh = (x - mean) / s}, {@code g = gamma dy} and means over the group:
 *
 * <pre>{@code dx = (g - mean(g) - xh mean(g xh)) / s}</pre>
 *
 * where RMS norm leaves both subtracted means out: that of x and that of g. Variances are means of squares of what is
 * left after the mean was subtracted, so that a large mean costs no digits.
 */
final class ExampleNormKernel implements Kernel {
    private final Slots slots;
    private final int groups;
    private final boolean centres;
    private final double eps;
    private final @Nullable Layout image;
    private final Buffer normal;
    private final Buffer output;
    private final Buffer inputGradient;
    private final Buffer products;
    private final Scalar minusOne = Torch.scalar(-1);
    private @Nullable Tensor inverseDeviation;

    /** Height and width; null stands for vectors. */
    private record Layout(int height, int width) {}

    ExampleNormKernel(Shape shape, Slots slots, int groups, boolean centres, double eps) {
        this.slots = slots;
        this.groups = groups;
        this.centres = centres;
        this.eps = eps;
        image = shape instanceof Shape.Image of ? new Layout(of.height(), of.width()) : null;
        normal = slots.exactLike(shape);
        output = slots.like(shape);
        inputGradient = slots.like(shape);
        products = slots.exactLike(shape);
    }

    /** Images as {@code [batch, pixels, channels]}, vectors as {@code [groups, features, batch]}. */
    private Tensor grouped(Tensor x) {
        return image == null
                ? x.contiguous().view(groups, -1, x.size(1))
                : x.contiguous(MemoryFormat.ChannelsLast)
                        .permute(0, 2, 3, 1)
                        .reshape(x.size(0), (long) image.height() * image.width(), -1);
    }

    /** Over each group; of images once for every channel, so that what follows runs along all channels at once. */
    private Tensor mean(Tensor x) {
        Tensor mean = x.mean(new long[] {1}, true, exact());
        if (image == null || groups == x.size(2)) {
            return mean;
        }
        long[] byGroup = {x.size(0), 1, groups, x.size(2) / groups};
        return mean.view(byGroup)
                .mean(new long[] {3}, true, exact())
                .expand(byGroup)
                .contiguous()
                .view(x.size(0), 1, x.size(2));
    }

    /** The number format that sums are taken in. */
    private ScalarTypeOptional exact() {
        return new ScalarTypeOptional(slots.precision().exact().type());
    }

    private Tensor perChannel(Tensor vector) {
        return image == null ? vector.view(groups, -1, 1) : vector.view(1, 1, -1);
    }

    private Tensor sumPerChannel(Tensor x) {
        long[] over = image == null ? new long[] {2} : new long[] {0, 1};
        return x.sum(over, false, exact()).flatten();
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        Tensor y = output.of(x.shape());
        Tensor yg = grouped(y);
        Tensor xg = grouped(x);
        Tensor xh = grouped(normal.of(x.shape()));
        if (centres) {
            torch.sub_out(xh, xg, mean(xg));
        } else {
            xh.copy_(xg);
        }
        Tensor squares = torch.mul_out(grouped(products.of(x.shape())), xh, xh);
        Tensor inverse = mean(squares).add_(Torch.scalar(eps)).rsqrt_();
        inverseDeviation = inverse;
        xh.mul_(inverse);
        Tensor gain = perChannel(slots.weights().get(0));
        if (centres) {
            torch.addcmul_out(yg, perChannel(slots.weights().get(1)), xh, gain);
        } else {
            torch.mul_out(yg, xh, gain);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor gain = perChannel(slots.weights().get(0));
        Tensor dyg = grouped(dy);
        Tensor xh = grouped(normal.of(normal.shape()));
        Tensor product = torch.mul_out(grouped(products.of(normal.shape())), dyg, xh);
        slots.gradients().get(0).copy_(sumPerChannel(product));
        if (centres) {
            slots.gradients().get(1).copy_(sumPerChannel(dyg));
        }
        Tensor alongNormal = mean(product.mul_(gain));
        Tensor dx = inputGradient.of(normal.shape());
        Tensor g = torch.mul_out(product, dyg, gain);
        if (centres) {
            g.sub_(mean(g));
        }
        g.addcmul_(xh, alongNormal, minusOne);
        torch.mul_out(grouped(dx), g, Objects.requireNonNull(inverseDeviation));
        return dx;
    }

    @Override
    public boolean lends() {
        return true;
    }

    @Override
    public void close() {
        normal.close();
        output.close();
        inputGradient.close();
        products.close();
        minusOne.close();
    }

    /** The same forward as differentiable operations. */
    static Tensor normalized(Tensor input, List<Tensor> weights, int groups, boolean centres, double eps) {
        boolean vector = input.dim() == 2;
        Tensor first = vector ? input.t() : input;
        Tensor grouped = first.reshape(first.size(0), groups, -1);
        long[] over = {2};
        Tensor centred = centres ? grouped.sub(grouped.mean(over, true, new ScalarTypeOptional())) : grouped;
        Tensor square = centred.mul(centred).mean(over, true, new ScalarTypeOptional());
        Tensor normal = centred.mul(square.add(Torch.scalar(eps)).rsqrt()).reshape(first.shape());
        long[] along = vector ? new long[] {1, -1} : new long[] {1, -1, 1, 1};
        Tensor scaled = normal.mul(weights.get(0).view(along));
        Tensor y = centres ? scaled.add(weights.get(1).view(along)) : scaled;
        return vector ? y.t() : y;
    }
}
