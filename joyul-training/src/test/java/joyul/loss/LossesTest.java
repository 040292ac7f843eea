package joyul.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.Fixture;
import joyul.layer.Gradients;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
    static Stream<Fixture> cases() {
        return Fixture.all("loss/losses.json").stream();
    }

    private static Loss loss(Fixture each) {
        return each.text("type").equals("cross_entropy")
                ? new CrossEntropy(each.number("smoothing"))
                : new MeanSquaredError();
    }

    @Test
    void everyLossOfTheCatalogIsTestedHere() {
        assertThat(cases().map(each -> Losses.CATALOG.name(loss(each))).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Losses.CATALOG.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradientAreThoseOfPyTorch(Fixture each) {
        Loss loss = loss(each);
        double[] outputs = each.numbers("outputs");
        double[] targets = each.numbers("targets");
        int batch = targets.length;
        try (Scope scope = Scope.open();
                Loss.Run run = loss.start(Precision.FLOAT64)) {
            Tensor y = Tensors.ofDoubles(outputs, outputs.length / batch, batch);
            Tensor wanted = loss.classifies()
                    ? Tensors.ofLongs(
                            Arrays.stream(targets).mapToLong(t -> (long) t).toArray(), batch)
                    : Tensors.ofDoubles(targets, batch);
            for (int again = 0; again < 2; again++) {
                assertThat(run.forward(y, wanted)).isCloseTo(each.number("loss"), within(1e-10));
                Gradients.equal("gradient", Tensors.doubles(run.backward()), each.numbers("gradient"), 1e-10);
            }
            Gradients.equal("each", Tensors.doubles(loss.each(y, wanted)), each.numbers("each"), 1e-10);
        }
    }

    @Test
    void theFloorIsTheEntropyOfTheSmoothedTarget() {
        assertThat(new CrossEntropy(0).floor(10)).isZero();
        assertThat(new CrossEntropy(0.1).floor(10)).isCloseTo(0.5003, within(5e-5));
        assertThat(new CrossEntropy(0.2).floor(10)).isCloseTo(0.8669, within(5e-5));
        assertThat(new MeanSquaredError().floor(1)).isZero();
    }

    @Test
    void noOutputsGetBelowTheFloor() {
        CrossEntropy loss = new CrossEntropy(0.1);
        // The best outputs: logits whose softmax is the smoothed target, .91 and nine times .01.
        double[] outputs = new double[10];
        Arrays.fill(outputs, Math.log(0.01));
        outputs[3] = Math.log(0.91);
        try (Scope scope = Scope.open();
                Loss.Run run = loss.start(Precision.FLOAT64)) {
            double least = run.forward(Tensors.ofDoubles(outputs, 10, 1), Tensors.ofLongs(new long[] {3}, 1));
            assertThat(least).isCloseTo(loss.floor(10), within(1e-12));
            Gradients.equal("gradient", Tensors.doubles(run.backward()), new double[10], 1e-12);
        }
    }
}
