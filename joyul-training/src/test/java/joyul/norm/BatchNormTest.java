package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import joyul.Fixture;
import joyul.check.InputException;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.torch.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormTest {
    static Stream<Fixture> cases() {
        return Fixture.all("norm/batch_norm.json").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyNumberIsThatOfPyTorch(Fixture each) {
        double[] dims = each.numbers("shape");
        int batch = (int) dims[0];
        Shape shape = dims.length == 2
                ? new Shape.Vector((int) dims[1])
                : new Shape.Image((int) dims[1], (int) dims[2], (int) dims[3]);
        int size = (int) each.number("size");
        Layer layer = size >= batch
                ? new BatchNorm(each.number("momentum"), each.number("eps"))
                : new GhostBatchNorm(size, each.number("momentum"), each.number("eps"));
        Precision precision = Precision.valueOf(each.text("precision").toUpperCase(Locale.ROOT));
        double tolerance = precision == Precision.FLOAT64 ? 1e-10 : 5e-6;
        try (LoneLayer lone = new LoneLayer(layer, shape, 1, precision, true)) {
            lone.setWeight(0, each.numbers("weight"));
            lone.setWeight(1, each.numbers("bias"));
            double[] x = {};
            for (Fixture step : each.list("steps")) {
                x = ours(step.numbers("x"), shape, batch);
                LoneLayer.Result result = lone.explicit(x, ours(step.numbers("dy"), shape, batch), Pass.train(1));
                Gradients.equal("y", result.output(), ours(step.numbers("y"), shape, batch), tolerance);
                double[] dx = result.dx();
                Gradients.equal("dx", dx, ours(step.numbers("dx"), shape, batch), 10 * tolerance);
                Gradients.equal("dgamma", result.weightGradients().get(0), step.numbers("dweight"), tolerance);
                Gradients.equal("dbeta", result.weightGradients().get(1), step.numbers("dbias"), tolerance);
                Gradients.equal("running mean", lone.statistic(0), step.numbers("running_mean"), tolerance);
                Gradients.equal("running variance", lone.statistic(1), step.numbers("running_var"), tolerance);
            }
            ((Population) lone.kernel()).useRunningAverages();
            double[] inferred = ours(each.numbers("inferred"), shape, batch);
            Gradients.equal("inference", lone.forward(x, Pass.infer()), inferred, tolerance);
        }
    }

    /** PyTorch has the batch first; our vectors have it last. */
    private static double[] ours(double[] values, Shape shape, int batch) {
        if (shape instanceof Shape.Image) {
            return values;
        }
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % shape.size() * batch + i / shape.size()] = values[i];
        }
        return turned;
    }

    @Test
    void oneTwoThreeFourByHand() {
        try (LoneLayer lone = new LoneLayer(new BatchNorm(), new Shape.Vector(1), 1)) {
            lone.setWeight(0, 1);
            lone.setWeight(1, 0);
            double[] y = lone.forward(new double[] {1, 2, 3, 4}, Pass.train(1));
            // Mean 2.5, biased variance 1.25, unbiased 5/3: 0.1 x 2.5 and 0.9 + 0.1 x 5/3.
            Gradients.equal("y", y, new double[] {-1.3416354, -0.4472118, 0.4472118, 1.3416354}, 1e-7);
            Gradients.equal("running mean", lone.statistic(0), new double[] {0.25}, 1e-15);
            Gradients.equal("running variance", lone.statistic(1), new double[] {16.0 / 15}, 1e-15);
        }
    }

    @Test
    void ghostGroupsOfTheWholeBatchAreBatchNormAndSoIsOneOfTooFewExamples() {
        for (Shape shape : new Shape[] {new Shape.Vector(3), new Shape.Image(2, 3, 3)}) {
            for (int size : new int[] {8, 100}) {
                try (LoneLayer ghost = new LoneLayer(new GhostBatchNorm(size), shape, 4);
                        LoneLayer whole = new LoneLayer(new BatchNorm(), shape, 4)) {
                    double[] x = ghost.input(8);
                    double[] dy = ghost.normal(x.length);
                    LoneLayer.Result ours = ghost.explicit(x, dy, Pass.train(1));
                    LoneLayer.Result theirs = whole.explicit(x, dy, Pass.train(1));
                    assertThat(ours.output()).isEqualTo(theirs.output());
                    assertThat(ours.dx()).isEqualTo(theirs.dx());
                    assertThat(ghost.statistic(1)).isEqualTo(whole.statistic(1));
                }
            }
        }
    }

    @Test
    void oneValuePerChannelIsRefusedInTraining() {
        for (Shape shape : new Shape[] {new Shape.Vector(3), new Shape.Image(3, 1, 1)}) {
            for (Pass pass : new Pass[] {Pass.train(1), Pass.estimate()}) {
                try (LoneLayer lone = new LoneLayer(new BatchNorm(), shape, 1)) {
                    assertThatThrownBy(() -> lone.forward(lone.input(1), pass))
                            .isInstanceOf(InputException.class)
                            .hasMessage(
                                    "batch_norm needs more than one value per channel in training, but the batch has one;"
                                            + " use a batch_size of 2 or more that leaves no remainder of 1");
                }
            }
        }
        try (LoneLayer lone = new LoneLayer(new BatchNorm(), new Shape.Image(3, 2, 1), 1)) {
            assertThat(lone.forward(lone.input(1), Pass.train(1))).hasSize(6);
        }
    }
}
