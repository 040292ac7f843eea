package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.InputScaling;
import joyul.data.Split;
import joyul.data.TargetScaling;
import joyul.data.Task;
import joyul.layer.AveragePool;
import joyul.layer.Conv;
import joyul.layer.Dropout;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.NormPlace;
import joyul.layer.Relu;
import joyul.layer.Shape;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.loss.MeanSquaredError;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.BatchRenorm;
import joyul.norm.FrozenBatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.GroupNorm;
import joyul.norm.LayerNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.norm.RmsNorm;
import joyul.norm.Statistics;
import joyul.norm.WeightStandardization;
import joyul.optim.Adam;
import joyul.optim.AdamW;
import joyul.optim.Optimizer;
import joyul.optim.Sgd;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.torch.Precision;
import org.junit.jupiter.api.Test;

class RecipeRoundTripTest {
    private static final Data IMAGES = Data.load("digits");

    @Test
    void everyRecipeReadsBackAsItself() {
        int tried = 0;
        for (int seed = 0; tried < 200; seed++) {
            Random random = new Random(seed);
            Data data = seed % 2 == 0 ? IMAGES : values(random);
            Recipe recipe = recipe(random, data);
            if (!fits(recipe, data)) {
                continue;
            }
            tried++;
            String yaml = recipe.yaml();
            Recipe read = RecipeDraft.parse(yaml, "recipe.yaml").complete(data);
            assertThat(read).as("seed %d: %s", seed, yaml).isEqualTo(recipe);
            assertThat(read.yaml()).as("seed %d", seed).isEqualTo(yaml);
        }
    }

    /** Some kinds of normalization need more than one value, which a random layer may not have. */
    private static boolean fits(Recipe recipe, Data data) {
        try {
            recipe.check(data);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    @Test
    void theStandardRecipeOfEmbeddedDataReadsBackAsItself() {
        Recipe recipe = RecipeDraft.forData("digits").complete(IMAGES);
        assertThat(RecipeDraft.parse(recipe.yaml(), "r").complete(IMAGES)).isEqualTo(recipe);
        assertThat(recipe.data()).isEqualTo(new DataSource("digits", null, Task.AUTO, null, IMAGES.checksum()));
    }

    /** A small table with real targets, split in some way. */
    private static Data values(Random random) {
        int rows = 20 + random.nextInt(20);
        float[][] features = new float[rows][3];
        float[] targets = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 3; j++) {
                features[i][j] = random.nextFloat();
            }
            targets[i] = random.nextFloat();
        }
        Examples examples = Data.of(features, targets);
        return examples.split(Split.training(0.5 + 0.3 * random.nextDouble(), random.nextLong()));
    }

    private static Recipe recipe(Random random, Data data) {
        boolean classes = data.isClassification();
        int channels = data.train().channels();
        int batch = 2 + random.nextInt(7);
        DataSource source = new DataSource(
                text(random), random.nextBoolean() ? text(random) : null, one(random, Task.values()), null, "");
        Every every = one(random, Every.values());
        return new Recipe(
                new ScaledData(
                        source.of(data),
                        new InputScaling(numbers(random, channels), numbers(random, channels)),
                        classes ? null : new TargetScaling(-odd(random), odd(random)),
                        data.train().isImage() && random.nextBoolean()
                                ? new Augmentation(random.nextInt(3), random.nextBoolean(), random.nextInt(8))
                                : null),
                new Learner(
                        network(random, Recipe.shape(data), Recipe.outputs(data)),
                        one(
                                random,
                                new Initialization.Torch(),
                                new Initialization.He(),
                                new Initialization.Xavier(),
                                new Initialization.Normal(odd(random))),
                        normalization(random, batch),
                        one(
                                random,
                                new Statistics.Moving(),
                                new Statistics.Cumulative(),
                                new Statistics.OfBatch(),
                                new Statistics.OfData(text(random), 2 + random.nextInt(5000)),
                                new Statistics.Precise(2 + random.nextInt(5000))),
                        classes ? (Loss) new CrossEntropy(share(random)) : new MeanSquaredError()),
                new BatchPlan(
                        batch,
                        random.nextBoolean() ? null : (Integer) (3 + random.nextInt(batch)),
                        every == Every.STEP || random.nextBoolean() ? null : schedule(random)),
                new Descent(
                        one(
                                random,
                                new Sgd(share(random), random.nextBoolean(), odd(random)),
                                new Adam(share(random), share(random), odd(random), odd(random)),
                                (Optimizer) new AdamW(share(random), share(random), odd(random), odd(random))),
                        odd(random),
                        schedule(random),
                        random.nextBoolean() ? null : schedule(random),
                        random.nextBoolean() ? null : schedule(random),
                        every,
                        random.nextBoolean() ? null : (Double) odd(random)),
                new Extent(
                        1 + random.nextInt(Integer.MAX_VALUE),
                        random.nextBoolean() ? null : new EarlyStop(1 + random.nextInt(9), odd(random))),
                new Safety(one(random, Guard.values()), 1.5 + odd(random)),
                new Execution(Precision.FLOAT32, 1 + random.nextInt(8), random.nextLong()));
    }

    private static Network network(Random random, Shape input, int outputs) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (int i = random.nextInt(12); i > 0; i--) {
            Layer layer = one(
                    random,
                    new Linear(1 + random.nextInt(40), random.nextBoolean()),
                    new Conv(
                            1 + random.nextInt(8),
                            1 + random.nextInt(5),
                            1 + random.nextInt(2),
                            random.nextInt(3),
                            random.nextBoolean()),
                    new NormPlace(),
                    new Relu(),
                    new Sigmoid(),
                    new Tanh(),
                    new Dropout(share(random)),
                    new MaxPool(1 + random.nextInt(3), 1 + random.nextInt(3)),
                    new AveragePool(1 + random.nextInt(3), 1 + random.nextInt(3)),
                    (Layer) (random.nextInt(4) == 0 ? new GlobalPool() : new Flatten()));
            try {
                shape = layer.output(shape);
                layers.add(layer);
            } catch (InputException unfitting) {
                // Another one will fit.
            }
        }
        layers.add(new Flatten());
        layers.add(new Linear(outputs));
        return new Network(layers);
    }

    private static Schedule schedule(Random random) {
        return Schedules.parse(String.format(
                Locale.ROOT,
                one(
                        random,
                        "constant()",
                        "StepLR(step_size=%2$d, gamma=%1$s)",
                        "MultiStepLR(milestones=[%2$d, %3$d], gamma=%1$s)",
                        "ExponentialLR(gamma=%1$s)",
                        "CosineAnnealingLR(T_max=%2$d, eta_min=%4$s)",
                        "CosineAnnealingLR()",
                        "LambdaLR(\"0.95 ** epoch\")",
                        "Warmup(steps=%2$d, start_factor=%1$s, then=StepLR(step_size=%3$d))",
                        "LinearLR(start_factor=%1$s, total_iters=%2$d)",
                        "ReduceLROnPlateau(factor=%1$s, patience=%2$d, threshold=%4$s, min_lr=%4$s)",
                        "OneCycleLR(max_lr=%4$s, pct_start=%1$s, div_factor=%4$s)",
                        "OneCycleLR()"),
                share(random),
                1 + random.nextInt(1000),
                1001 + random.nextInt(1000),
                odd(random)));
    }

    /** A positive number as awkward as they come. */
    private static double odd(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Math.pow(10, random.nextInt(40) - 20);
            case 1 -> 1 + random.nextInt(1_000_000);
            case 2 -> Math.nextUp(random.nextDouble());
            default -> Math.exp(100 * random.nextGaussian());
        };
    }

    /** In (0, 1), often near an end. */
    private static double share(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Math.pow(10, -1 - random.nextInt(20));
            case 1 -> 1 - Math.pow(2, -1 - random.nextInt(52));
            default -> Math.nextUp(0.999 * random.nextDouble());
        };
    }

    private static List<Double> numbers(Random random, int count) {
        return Stream.generate(() -> odd(random)).limit(count).toList();
    }

    /** A name or path with whatever characters may stand in one. */
    private static String text(Random random) {
        String[] awkward = {
            "yes",
            "NO",
            "null",
            "~",
            "1e5",
            "0x1F",
            "1_000",
            "12:30",
            "2026-11-25",
            ".inf",
            "-",
            "- a",
            "a: b",
            "a #b",
            "{a}",
            "[a",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'",
            "\"",
            "\\",
            " a",
            "a ",
            "한글 이름",
            "a\tb",
            "a\nb",
            "\u0085\u2028\u2029\ufeff\u0080\uffff",
            "😀",
            "?",
            "? a",
            ",",
            "true",
            "on",
            "=",
            "<<",
            "C:\\data",
            "/data/x.csv"
        };
        if (random.nextBoolean()) {
            return awkward[random.nextInt(awkward.length)];
        }
        StringBuilder text = new StringBuilder("x");
        IntStream.range(0, random.nextInt(200))
                .forEach(i -> text.append((char) (' ' + random.nextInt(random.nextBoolean() ? 95 : 0xd000))));
        return text.toString();
    }

    private static Normalization normalization(Random random, int batch) {
        return one(
                random,
                new NoNormalization(),
                new BatchNorm(share(random), odd(random), random.nextBoolean()),
                new GhostBatchNorm(2 + random.nextInt(batch - 1), share(random), odd(random), random.nextBoolean()),
                new FrozenBatchNorm(random.nextInt(9), share(random), odd(random)),
                new BatchRenorm(1 + odd(random), odd(random), 3, 5, 8, share(random), odd(random)),
                new LayerNorm(odd(random)),
                new GroupNorm(1 + random.nextInt(9), odd(random)),
                new RmsNorm(odd(random)),
                (Normalization)
                        new WeightStandardization(one(random, WeightStandardization.Then.values()), odd(random)));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void numbersAreNumbersForPyYamlToo() {
        // PyYAML 6's resolver of floats (YAML 1.1), without sexagesimal numbers.
        Pattern pyYaml = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\\.inf|\\.nan");
        for (int seed = 0; seed < 200; seed++) {
            double value = (seed % 2 == 0 ? 1 : -1) * odd(new Random(seed));
            String text = YamlText.number(value);
            assertThat(text).as("seed %d", seed).matches(pyYaml);
            assertThat(Double.parseDouble(text)).as("seed %d", seed).isEqualTo(value);
        }
        assertThat(YamlText.number(1e-5)).isEqualTo("1.0e-05");
        assertThat(YamlText.number(1e22)).isEqualTo("1.0e+22");
        assertThat(YamlText.number(0.1)).isEqualTo("0.1");
        assertThat(YamlText.number(Double.NaN)).matches(pyYaml);
        assertThat(YamlText.number(Double.NEGATIVE_INFINITY)).matches(pyYaml);
    }
}
