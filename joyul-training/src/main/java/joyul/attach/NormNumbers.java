package joyul.attach;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;

/** The numbers of a batch norm layer at inference; gain and shift are one and zero where it has none. */
record NormNumbers(double eps, double[] gain, double[] shift, double[] mean, double[] variance) {
    static NormNumbers of(NormLayer layer) {
        double[] mean = Tensors.doubles(layer.mean());
        double[] ones = new double[mean.length];
        Arrays.fill(ones, 1);
        boolean affine = layer.weight().defined();
        return new NormNumbers(
                layer.eps(),
                affine ? Tensors.doubles(layer.weight()) : ones,
                affine ? Tensors.doubles(layer.bias()) : new double[mean.length],
                mean,
                Tensors.doubles(layer.variance()));
    }

    int channels() {
        return mean.length;
    }

    /** Other numbers, far from doing nothing; gain and shift stay, since a layer may have none. */
    NormNumbers randomized(SplittableRandom random) {
        return new NormNumbers(
                eps, gain, shift, filled(() -> random.nextDouble(-1, 1)), filled(() -> random.nextDouble(0.3, 3)));
    }

    private double[] filled(DoubleSupplier value) {
        double[] values = new double[channels()];
        Arrays.setAll(values, c -> value.getAsDouble());
        return values;
    }

    /** Numbers that add so much to each channel and do nothing else. */
    NormNumbers identity(double[] added) {
        double[] ones = new double[channels()];
        Arrays.fill(ones, 1);
        double[] means = new double[channels()];
        Arrays.setAll(means, c -> -added[c]);
        double[] variances = new double[channels()];
        Arrays.fill(variances, 1 - eps);
        return new NormNumbers(eps, ones, new double[channels()], means, variances);
    }

    void writeTo(NormLayer layer) {
        write(mean, layer.mean());
        write(variance, layer.variance());
        if (layer.weight().defined()) {
            write(gain, layer.weight());
            write(shift, layer.bias());
        }
    }

    private static void write(double[] values, Tensor target) {
        target.copy_(Tensors.ofDoubles(values, values.length));
    }

    /** Lets a layer compute this, and the batch norm only what the layer cannot: a shift, where it has no bias. */
    void foldInto(WeightedLayer layer, NormLayer norm) {
        double[] scales = new double[channels()];
        double[] shifts = new double[channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = gain[c] / Math.sqrt(variance[c] + eps);
            shifts[c] = shift[c] - scales[c] * mean[c];
        }
        long[] along = new long[(int) layer.weight().dim()];
        Arrays.fill(along, 1);
        along[0] = -1;
        Tensor factors =
                Tensors.ofDoubles(scales, scales.length).to(layer.weight().scalar_type());
        layer.weight().mul_(factors.view(along));
        if (layer.hasBias()) {
            Tensor terms =
                    Tensors.ofDoubles(shifts, shifts.length).to(layer.bias().scalar_type());
            layer.bias().mul_(factors).add_(terms);
            identity(new double[channels()]).writeTo(norm);
        } else {
            identity(shifts).writeTo(norm);
        }
    }
}
