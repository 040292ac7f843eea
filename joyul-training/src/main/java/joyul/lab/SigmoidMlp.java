package joyul.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import joyul.data.Data;
import joyul.network.Activation;
import joyul.network.Initialization;
import joyul.network.Preset;
import joyul.norm.BatchNorm;
import joyul.norm.NoNormalization;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;

/**
 * The experiment of Ioffe and Szegedy 2015, section 4.1: images in black and white, three hidden layers of 100 sigmoid
 * units, steps of 60 examples, with and without batch norm in each hidden layer. The paper does not say the learning rate,
 * the optimizer or the scale of its Gaussian weights: here plain SGD, and both a scale of 0.01 and Glorot's can be taken.
 */
public final class SigmoidMlp {
    public static final String PLAIN = "plain";
    public static final String NORMALIZED = "batch norm";

    private static final int BATCH = 60;

    private SigmoidMlp() {}

    /** The data as the experiment has them. */
    public static Data binary(Data data) {
        return Binarized.of(data);
    }

    /**
     * The two arms; learning rate and seed are yet to be chosen.
     *
     * @param binary of {@link #binary}
     */
    public static Map<String, Recipe> arms(Data binary, Initialization start, int epochs) {
        Recipe standard = Standard.recipe(
                DataSource.named(binary.name()).of(binary),
                binary,
                new Preset.Mlp(3, 100, Activation.SIGMOID).network(Recipe.shape(binary), Recipe.outputs(binary)));
        Recipe plain = standard.with(r -> r.normalization(new NoNormalization())
                .initialization(start)
                .batchSize(BATCH)
                .optimizer(new Sgd(0, false, 0))
                .schedule(new ConstantRate())
                .epochs(epochs));
        Map<String, Recipe> arms = new LinkedHashMap<>();
        arms.put(PLAIN, plain);
        arms.put(NORMALIZED, plain.with(r -> r.normalization(new BatchNorm())));
        return arms;
    }
}
