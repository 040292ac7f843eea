package joyul.attach;

import joyul.check.InputException;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The population statistics of one layer, merged batch by batch by the formula of Chan, Golub and LeVeque (1983). With a
 * momentum of one the layer's running statistics are each batch's mean and unbiased variance; the batch's biased variance
 * needs the count m of values, which no layer tells. It follows from the same batch given once and twice over, whose
 * unbiased variances are {@code v m / (m-1)} and {@code v 2m / (2m-1)}.
 */
final class LayerPopulation {
    private final NormLayer layer;
    private final boolean hadMomentum;
    private final double momentum;
    private final long tracked;
    private final double[] oldMean;
    private final double[] oldVariance;
    private double doubled = Double.NaN;
    private double perExample;
    private double count;
    private double[] mean = {};
    private double[] squares = {};
    private boolean settled;

    LayerPopulation(NormLayer layer) {
        this.layer = layer;
        DoubleOptional option = layer.options().momentum();
        hadMomentum = option.has_value();
        momentum = hadMomentum ? option.get() : 0;
        tracked = layer.batches().item_long();
        oldMean = Tensors.doubles(layer.mean());
        oldVariance = Tensors.doubles(layer.variance());
        option.put(1.0);
        layer.module().train(true);
    }

    /** Takes the variance of the first batch twice over. */
    void noteDoubled() {
        doubled = sum(Tensors.doubles(layer.variance()));
    }

    /** Takes the statistics of a batch of so many examples. */
    void add(long examples) {
        double[] batchMean = Tensors.doubles(layer.mean());
        double[] batchVariance = Tensors.doubles(layer.variance());
        if (perExample == 0) {
            perExample = perExample(examples, sum(batchVariance));
            mean = new double[batchMean.length];
            squares = new double[batchMean.length];
        }
        double m = perExample * examples;
        double total = count + m;
        for (int c = 0; c < mean.length; c++) {
            double delta = batchMean[c] - mean[c];
            // The unbiased variance is the sum of squares over m - 1.
            squares[c] += batchVariance[c] * (m - 1) + delta * delta * count * m / total;
            mean[c] += delta * m / total;
        }
        count = total;
    }

    private double perExample(long examples, double once) {
        if (!(once > 0) || !(once > doubled)) {
            return 1;
        }
        double m = 1 + 0.5 / (once / doubled - 1);
        return Math.max(1, Math.rint(m / examples));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Makes the merged statistics, the variance biased, those of inference. */
    void settle() {
        if (count == 0) {
            throw new InputException("the batch norm layer " + layer.name() + " saw no batch: is it used in forward?");
        }
        double[] variance = new double[squares.length];
        for (int c = 0; c < variance.length; c++) {
            variance[c] = squares[c] / count;
        }
        write(mean, variance);
        settled = true;
    }

    private void write(double[] means, double[] variances) {
        try (PointerScope scope = new PointerScope()) {
            Tensor target = layer.mean();
            target.copy_(Tensors.ofDoubles(means, means.length));
            layer.variance().copy_(Tensors.ofDoubles(variances, variances.length));
        }
    }

    /** Puts the momentum back, and the statistics where no new ones were settled. */
    void restore() {
        if (!settled) {
            write(oldMean, oldVariance);
        }
        DoubleOptional option = layer.options().momentum();
        if (hadMomentum) {
            option.put(momentum);
        } else {
            option.reset();
        }
        try (PointerScope scope = new PointerScope()) {
            layer.batches().fill_(Torch.scalar((double) tracked));
        }
    }
}
