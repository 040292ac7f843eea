package joyul.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.Fixture;
import joyul.form.Fields;
import joyul.layer.Gradients;
import joyul.rate.Readings;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    static Stream<Fixture> cases() {
        return Stream.of("optim/optimizers.json", "optim/learning_rate_free.json")
                .flatMap(file -> Fixture.all(file).stream());
    }

    private static Optimizer optimizer(Fixture each) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", each.text("type"));
        each.node()
                .get("arguments")
                .properties()
                .forEach(argument -> map.put(
                        argument.getKey(),
                        argument.getValue().isBoolean()
                                ? (Object) argument.getValue().asBoolean()
                                : (Object) argument.getValue().asDouble()));
        return Optimizers.CATALOG.read(Fields.of(map));
    }

    @Test
    void everyOptimizerOfTheCatalogIsTestedHere() {
        assertThat(cases().map(each -> each.text("type")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Optimizers.CATALOG.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void twentyStepsAreThoseOfPyTorchOrThePaper(Fixture each) {
        follows(each, (optimizer, step) -> optimizer.at(each.numbers("rates")[step]));
    }

    @ParameterizedTest
    @MethodSource("cycling")
    void momentumCyclesWithTheRateAsInPyTorch(Fixture each) {
        Schedule schedule = Schedules.parse(each.node().get("schedule").toString());
        follows(each, (optimizer, step) -> {
            double rate = schedule.rate(0.1, step, Readings.none());
            double momentum = schedule.momentum(optimizer.momentum(), step, Readings.none());
            assertThat(rate).isCloseTo(each.numbers("rates")[step], withinPercentage(1e-10));
            assertThat(momentum).isCloseTo(each.numbers("momenta")[step], withinPercentage(1e-10));
            return new Optimizer.Setting(rate, momentum, optimizer.weightDecay());
        });
    }

    static Stream<Fixture> cycling() {
        return Fixture.all("optim/cycling_momentum.json").stream();
    }

    /** Runs a case's twenty steps and compares where each leads. */
    private static void follows(Fixture each, BiFunction<Optimizer, Integer, Optimizer.Setting> settings) {
        Precision precision = each.node().has("precision")
                ? Precision.valueOf(each.text("precision").toUpperCase(Locale.ROOT))
                : Precision.FLOAT64;
        double tolerance = precision == Precision.FLOAT64 ? 1e-10 : 1e-5;
        Optimizer optimizer = optimizer(each);
        try (Scope scope = Scope.open()) {
            Tensor parameters = tensor(each.numbers("start"), precision);
            Tensor gradients = parameters.mul(parameters);
            Tensor curvature = tensor(each.numbers("curvature"), precision);
            try (Optimizer.Run run = optimizer.start(parameters, gradients)) {
                for (int i = 0; i < 20; i++) {
                    gradients.copy_(curvature
                            .mul(parameters)
                            .add(tensor(each.rows("noise").get(i), precision)));
                    run.step(settings.apply(optimizer, i));
                    double[] expected = each.rows("path").get(i);
                    Gradients.equal("step " + i, Tensors.doubles(parameters), expected, tolerance);
                    if (each.node().has("averages")) {
                        run.showAverage();
                        double[] average = each.rows("averages").get(i);
                        Gradients.equal("average " + i, Tensors.doubles(parameters), average, tolerance);
                        run.showAverage();
                        run.showIterate();
                        Gradients.equal("back at " + i, Tensors.doubles(parameters), expected, tolerance);
                    }
                }
                assertThat(run.steps()).isEqualTo(20);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRunWhoseStateIsCopiedGoesOnAlike(Fixture each) {
        try (Scope scope = Scope.open()) {
            double[] start = each.numbers("start");
            Tensor parameters = tensor(start, Precision.FLOAT32);
            Tensor gradients = tensor(start, Precision.FLOAT32);
            Tensor otherParameters = tensor(start, Precision.FLOAT32);
            Tensor otherGradients = tensor(start, Precision.FLOAT32);
            try (Optimizer.Run run = optimizer(each).start(parameters, gradients);
                    Optimizer.Run other = optimizer(each).start(otherParameters, otherGradients)) {
                for (int i = 0; i < 10; i++) {
                    if (i == 5) {
                        otherParameters.copy_(parameters);
                        List<Tensor> state = run.state();
                        for (int j = 0; j < state.size(); j++) {
                            other.state().get(j).copy_(state.get(j));
                        }
                        other.resumeAt(run.steps(), run.numbers());
                    }
                    Tensor noise = tensor(each.rows("noise").get(i), Precision.FLOAT32);
                    gradients.copy_(noise);
                    otherGradients.copy_(noise);
                    run.step(0.1);
                    if (i >= 5) {
                        other.step(0.1);
                    }
                }
                assertThat(Tensors.floats(otherParameters)).isEqualTo(Tensors.floats(parameters));
            }
        }
    }

    @Test
    void clippingIsThatOfPyTorch() {
        for (Fixture each : Fixture.all("optim/clip.json")) {
            try (Scope scope = Scope.open()) {
                double[] values = each.numbers("gradients");
                Tensor gradients = Tensors.ofDoubles(values, values.length);
                assertThat(Clip.byNorm(gradients, each.number("most"))).isCloseTo(each.number("norm"), within(1e-12));
                Gradients.equal("clipped", Tensors.doubles(gradients), each.numbers("clipped"), 1e-12);
            }
        }
    }

    private static Tensor tensor(double[] values, Precision precision) {
        return Tensors.ofDoubles(values, values.length).to(precision.type());
    }
}
