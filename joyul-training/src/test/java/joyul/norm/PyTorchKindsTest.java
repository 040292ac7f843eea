package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import joyul.Fixture;
import joyul.layer.Conv;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.torch.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind that PyTorch has against PyTorch: forward, backward, statistics and inference, step after step. */
class PyTorchKindsTest {
    static Stream<Fixture> modes() {
        return Fixture.all("norm/batch_norm_modes.json").stream();
    }

    static Stream<Fixture> others() {
        return Fixture.all("norm/other_kinds.json").stream();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void batchNormInEveryModeIsThatOfPyTorch(Fixture each) {
        boolean cumulative = each.flag("cumulative");
        Layer layer =
                new BatchNorm(cumulative ? 0.1 : each.number("momentum"), each.number("eps"), each.flag("affine"));
        double tolerance = tolerance(each);
        // A million deviations from zero, float64 has ten digits left.
        double ofOutputs = each.number("mean") > 1e5 ? 1e-8 : tolerance;
        try (LoneLayer lone = lone(each, layer)) {
            double[] x = {};
            int step = 0;
            for (Fixture recorded : each.list("steps")) {
                x = ours(recorded.numbers("x"), each);
                Pass pass = Pass.train(1, step++).averagingAll(cumulative);
                LoneLayer.Result result = lone.explicit(x, ours(recorded.numbers("dy"), each), pass);
                compare(each, recorded, result, ofOutputs);
                if (each.flag("tracks")) {
                    Gradients.equal("mean", lone.statistic(0), recorded.numbers("running_mean"), tolerance);
                    Gradients.equal("variance", lone.statistic(1), recorded.numbers("running_var"), 10 * tolerance);
                }
            }
            Population population = (Population) lone.kernel();
            population.useRunningAverages();
            double[] inferred = lone.forward(x, each.flag("tracks") ? Pass.infer() : Pass.batch(step));
            Gradients.equal("inference", inferred, ours(each.numbers("inferred"), each), 10 * ofOutputs);
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void theOtherKindsAreThoseOfPyTorch(Fixture each) {
        try (LoneLayer lone = lone(each, layer(each))) {
            if (each.text("kind").equals("frozen_batch_norm")) {
                lone.setStatistic(0, each.numbers("mean"));
                lone.setStatistic(1, each.numbers("variance"));
            }
            Fixture step = each.list("steps").get(0);
            double[] x = ours(step.numbers("x"), each);
            LoneLayer.Result result = lone.explicit(x, ours(step.numbers("dy"), each), Pass.train(1));
            compare(each, step, result, tolerance(each));
            // None of them differs between training and inference.
            if (lone.kernel() instanceof Population population) {
                population.useRunningAverages();
            }
            assertThat(lone.forward(x, Pass.infer())).isEqualTo(result.output());
        }
    }

    private static Layer layer(Fixture each) {
        double eps = each.number("eps");
        boolean vectors = each.numbers("shape").length == 2;
        return switch (each.text("kind")) {
            case "frozen_batch_norm" -> new FrozenBatchNorm(0, 0.1, eps);
            case "layer_norm" -> new LayerNorm(eps);
            case "group_norm" -> new GroupNorm((int) each.number("groups"), eps);
            case "instance_norm" -> new InstanceNorm(eps);
            case "rms_norm" -> new RmsNorm(eps);
            case "weight_standardization" -> {
                int outputs = (int) each.number("outputs");
                Layer inner = vectors ? new Linear(outputs) : new Conv(outputs);
                yield new WeightStandardization(WeightStandardization.Then.GROUP_NORM, eps).before(inner);
            }
            default -> throw new IllegalStateException(each.text("kind"));
        };
    }

    private static LoneLayer lone(Fixture each, Layer layer) {
        Precision precision = Precision.valueOf(each.text("precision").toUpperCase(Locale.ROOT));
        LoneLayer lone = new LoneLayer(layer, shape(each), 1, precision, true);
        int index = 0;
        for (String name : List.of("weight", "bias")) {
            if (each.has(name)) {
                lone.setWeight(index++, each.numbers(name));
            }
        }
        return lone;
    }

    private static void compare(Fixture each, Fixture step, LoneLayer.Result result, double tolerance) {
        Gradients.equal(each + ": y", result.output(), ours(step.numbers("y"), each), tolerance);
        Gradients.equal(each + ": dx", result.dx(), ours(step.numbers("dx"), each), 10 * tolerance);
        int index = 0;
        for (String name : List.of("dweight", "dbias")) {
            if (step.has(name)) {
                Gradients.equal(
                        each + ": " + name, result.weightGradients().get(index++), step.numbers(name), 10 * tolerance);
            }
        }
    }

    private static double tolerance(Fixture each) {
        return each.text("precision").equals("float64") ? 1e-10 : 1e-5;
    }

    private static Shape shape(Fixture each) {
        double[] dims = each.numbers("shape");
        return dims.length == 2
                ? new Shape.Vector((int) dims[1])
                : new Shape.Image((int) dims[1], (int) dims[2], (int) dims[3]);
    }

    /** PyTorch has the batch first; our vectors have it last. */
    private static double[] ours(double[] values, Fixture each) {
        if (shape(each) instanceof Shape.Image) {
            return values;
        }
        int batch = (int) each.numbers("shape")[0];
        int features = values.length / batch;
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % features * batch + i / features] = values[i];
        }
        return turned;
    }
}
