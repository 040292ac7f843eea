package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.Fixture;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.Targets;
import joyul.file.SafeTensors;
import joyul.model.Model;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Ending;
import joyul.torch.Precision;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharpnessTest {
    static List<Fixture> cases() {
        return Fixture.all("/joyul/probe/sharpness.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePowerMethodFindsTheLargestEigenvalueOfPyTorchsHessian(Fixture fixture) {
        Data data = data(fixture);
        Recipe recipe = unscaled(
                data, fixture.text("network"), fixture.node().get("classes").asBoolean());
        try (Model model =
                new Model(recipe.network().with(recipe.normalization()), Recipe.shape(data), Precision.FLOAT32)) {
            Map<String, SafeTensors.Values> state = new LinkedHashMap<>(model.state());
            fixture.node().get("weights").propertyStream().forEach(entry -> {
                Fixture weight = new Fixture(entry.getValue());
                double[] values = weight.numbers("values");
                float[] numbers = new float[values.length];
                for (int i = 0; i < values.length; i++) {
                    numbers[i] = (float) values[i];
                }
                List<Long> shape = Arrays.stream(weight.numbers("shape"))
                        .mapToObj(d -> (long) d)
                        .toList();
                state.put(entry.getKey(), new SafeTensors.Values(shape, numbers));
            });
            model.load(state);
            String before = Fingerprint.of(model);
            Sharpness sharpness = Sharpness.of(model, recipe, data);
            double largest = fixture.number("largest");
            assertThat(sharpness.largest()).as("%s", fixture).isCloseTo(largest, within(0.01 * largest));
            assertThat(Fingerprint.of(model)).isEqualTo(before);
        }
    }

    private static Data data(Fixture fixture) {
        double[] inputs = fixture.numbers("inputs");
        double[] targets = fixture.numbers("targets");
        float[] flat = new float[inputs.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) inputs[i];
        }
        Targets wanted;
        if (fixture.node().get("classes").asBoolean()) {
            int[] labels = new int[targets.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (int) targets[i];
            }
            wanted = new Targets.Labels(labels, List.of("a", "b", "c"));
        } else {
            float[] values = new float[targets.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) targets[i];
            }
            wanted = new Targets.Values(values);
        }
        Examples all = Examples.table(new Features.Floats(flat, inputs.length / targets.length), wanted);
        return Data.of("in memory", all, all, all);
    }

    /** The standard recipe with inputs and targets as they are, and all examples in one batch. */
    private static Recipe unscaled(Data data, String network, boolean classes) {
        int columns = data.train().channels();
        return RecipeDraft.parse(
                        "network: " + network + "\ninput: {mean: [" + repeated("0.0", columns) + "], std: ["
                                + repeated("1.0", columns) + "]}\n" + (classes ? "" : "target: {mean: 0.0, std: 1.0}\n")
                                + "batch_size: 24\n",
                        "recipe.yaml")
                .complete(data);
    }

    private static String repeated(String number, int count) {
        return String.join(", ", Collections.nCopies(count, number));
    }

    @Test
    void theLimitsAreThoseOfAQuadratic() {
        Sharpness sharpness = new Sharpness(20, 7);
        assertThat(sharpness.limit()).isCloseTo(0.1, within(1e-12));
        assertThat(sharpness.lowLimit(0.9)).isCloseTo(0.01, within(1e-12));
        assertThat(sharpness.highLimit(0.9)).isCloseTo(0.19, within(1e-12));
    }

    @Test
    void aLinearRegressionTrainsJustBelowItsLimitsAndDivergesJustAbove() {
        Data data = data(cases().get(0));
        Recipe recipe = unscaled(data, cases().get(0).text("network"), false)
                .with(r -> r.schedule(new ConstantRate())
                        .epochs(3_000)
                        .divergence(1e6)
                        .guard(Guard.STRICT));
        Sharpness sharpness = Sharpness.fresh(recipe, data);
        for (double momentum : new double[] {0, 0.9}) {
            double limit = momentum == 0 ? sharpness.limit() : sharpness.highLimit(momentum);
            Recipe run = recipe.with(r -> r.optimizer(new Sgd(momentum, false, 0)));
            assertThat(ends(run.with(r -> r.learningRate(0.99 * limit)), data))
                    .as("below %s with momentum %s", limit, momentum)
                    .isEqualTo(Ending.REACHED);
            assertThat(ends(run.with(r -> r.learningRate(1.01 * limit)), data))
                    .as("above %s with momentum %s", limit, momentum)
                    .isEqualTo(Ending.DIVERGED);
        }
    }

    private static Ending ends(Recipe recipe, Data data) {
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            return trainer.run(recipe.epochs()).kind();
        }
    }
}
