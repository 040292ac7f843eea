package joyul.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.noise.MicroGradients;
import joyul.noise.NoiseMeter;
import joyul.noise.NoiseScale;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TensorGradientsTest {
    private static final int EXAMPLES = 40;
    private static final int FEATURES = 5;

    private final double[] x = new double[EXAMPLES * FEATURES];
    private final double[] y = new double[EXAMPLES];

    TensorGradientsTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextGaussian();
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextGaussian();
        }
    }

    @BeforeAll
    static void start() {
        Torch.start();
    }

    private static Tensor rows(int[] examples) {
        return Tensors.ofLongs(IntStream.of(examples).asLongStream().toArray(), examples.length);
    }

    /** Least squares: the gradient of one example is r x, with r its residual. */
    private double[] gradient(double[] w, int[] examples) {
        double[] mean = new double[FEATURES];
        for (int row : examples) {
            double residual = -y[row];
            for (int j = 0; j < FEATURES; j++) {
                residual += w[j] * x[FEATURES * row + j];
            }
            for (int j = 0; j < FEATURES; j++) {
                mean[j] += residual * x[FEATURES * row + j] / examples.length;
            }
        }
        return mean;
    }

    @Test
    void automaticDifferentiationGivesWhatPlainArraysGive() {
        double[] w = {0.5, -1, 2, 0, 1};
        try (PointerScope scope = new PointerScope()) {
            Tensor inputs = Tensors.ofDoubles(x, EXAMPLES, FEATURES);
            Tensor targets = Tensors.ofDoubles(y, EXAMPLES);
            Tensor weights = Tensors.ofDoubles(w, FEATURES).requires_grad_(true);
            Tensor unused = Tensors.ofDoubles(new double[3], 3).requires_grad_(true);
            TensorLoss loss = examples -> inputs.index_select(0, rows(examples))
                    .matmul(weights)
                    .sub(targets.index_select(0, rows(examples)))
                    .square()
                    .mean()
                    .mul(Torch.scalar(0.5));
            try (TensorGradients gradients = TensorGradients.of(List.of(weights, unused), loss)) {
                MicroGradients plain = MicroGradients.ofArrays(examples -> gradient(w, examples));
                NoiseScale seen = NoiseMeter.of(gradients, EXAMPLES, 4, 5, 7).measure(30);
                NoiseScale expected = NoiseMeter.of(plain, EXAMPLES, 4, 5, 7).measure(30);
                assertThat(seen.gradientSquare()).isCloseTo(expected.gradientSquare(), within(1e-10));
                assertThat(seen.noise()).isCloseTo(expected.noise(), within(1e-10));
                assertThat(NoiseMeter.exact(gradients, EXAMPLES).value())
                        .isCloseTo(NoiseMeter.exact(plain, EXAMPLES).value(), within(1e-10));
                assertThat(weights.grad().defined()).isFalse();
            }
        }
    }

    @Test
    void aModuleIsLeftAsItWasAndNothingLeaks() {
        Module module = new Module();
        LinearImpl linear = module.register_module("linear", new LinearImpl(FEATURES, 1));
        BatchNorm1dImpl norm =
                module.register_module("norm", new BatchNorm1dImpl(new org.bytedeco.pytorch.BatchNormOptions(1)));
        Tensor inputs = torch.randn(new long[] {EXAMPLES, FEATURES});
        try (PointerScope scope = new PointerScope()) {
            double[] before = Tensors.doubles(norm.running_mean());
            TensorLoss loss = examples -> norm.forward(linear.forward(inputs.index_select(0, rows(examples))))
                    .sub(Torch.scalar(1))
                    .square()
                    .mean();
            try (TensorGradients gradients = TensorGradients.of(module, loss)) {
                NoiseMeter meter = NoiseMeter.of(gradients, EXAMPLES, 8, 4, 1);
                meter.sample();
                long count = Pointer.totalCount();
                for (int i = 0; i < 20; i++) {
                    meter.sample();
                }
                assertThat(Pointer.totalCount()).isLessThanOrEqualTo(count);
            }
            assertThat(Tensors.doubles(norm.running_mean())).isEqualTo(before);
            assertThat(norm.num_batches_tracked().item_long()).isZero();
        }
    }

    @Test
    void aLossThatCannotBeDifferentiatedIsRefused() {
        try (PointerScope scope = new PointerScope()) {
            Tensor weights = Tensors.ofDoubles(new double[] {1, 2}, 2).requires_grad_(true);
            try (TensorGradients two = TensorGradients.of(List.of(weights), rows -> weights.mul(weights));
                    TensorGradients none = TensorGradients.of(
                            List.of(weights), rows -> weights.detach().sum())) {
                assertThatThrownBy(() -> two.add(new int[] {0}))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("had 2 numbers; take the mean");
                assertThatThrownBy(() -> none.add(new int[] {0}))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("depends on the parameters, but does not");
            }
        }
    }
}
