package joyul.train;

import java.util.List;
import java.util.stream.Collectors;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.recipe.Recipe;

/** Tables of digits in which the examples of some batches of the first epoch are multiplied by a hundred. */
final class Poisoned {
    private static final Data ALL = Data.load("digits");

    private Poisoned() {}

    /** All training digits as a table of 64 columns. */
    static Data clean() {
        return Data.of("in memory", table(ALL.train()), table(ALL.validation()), table(ALL.test()));
    }

    private static Examples table(Examples images) {
        return Examples.table(new Features.Floats(numbers(images), 64), images.targets());
    }

    private static float[] numbers(Examples images) {
        byte[] bytes = ((Features.Bytes) images.features()).values();
        float[] numbers = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            numbers[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
        }
        return numbers;
    }

    /** The same, with the batches' examples multiplied. */
    static Data data(int batchSize, long seed, int... batches) {
        return times(100, batchSize, seed, batches);
    }

    static Data times(float factor, int batchSize, long seed, int... batches) {
        float[] numbers = numbers(ALL.train());
        int[] order = BatchOrder.permutation(seed, 0, ALL.train().size());
        for (int batch : batches) {
            for (int place = batch * batchSize; place < (batch + 1) * batchSize; place++) {
                for (int column = 0; column < 64; column++) {
                    numbers[order[place] * 64 + column] *= factor;
                }
            }
        }
        Examples train =
                Examples.table(new Features.Floats(numbers, 64), ALL.train().targets());
        return Data.of("in memory", train, table(ALL.validation()), table(ALL.test()));
    }

    /** A recipe whose inputs are scaled as those of the clean data. */
    static Recipe recipe(Data data, String yaml) {
        InputScaling scaling = InputScaling.of(clean().train());
        return SmallData.recipe(
                data, "{input: {mean: " + text(scaling.mean()) + ", std: " + text(scaling.std()) + "}, " + yaml + "}");
    }

    private static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
