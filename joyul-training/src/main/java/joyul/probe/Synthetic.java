package joyul.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.Targets;

/**
 * Noise with the form of some data: as many training examples of the same shape and kind, so that a child process trains
 * on as much memory and as many operations without reading the data again.
 *
 * @param bytes whether features are bytes, else floats
 * @param classes 0 for a regression
 * @param validation examples; a thousand at most
 */
record Synthetic(int[] shape, boolean bytes, int classes, int train, int validation) {
    private static final int VALIDATION = 1_000;

    static Synthetic like(Data data) {
        return new Synthetic(
                data.train().shape(),
                data.train().features() instanceof Features.Bytes,
                data.classes().size(),
                data.train().size(),
                Math.min(VALIDATION, data.validation().size()));
    }

    /** {@code 1x28x28 true 10 50000 1000}. */
    String text() {
        String dims = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
        return String.format(Locale.ROOT, "%s %s %d %d %d", dims, bytes, classes, train, validation);
    }

    static Synthetic parse(String text) {
        String[] words = text.split(" ", -1);
        int[] shape = Arrays.stream(words[0].split("x", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Synthetic(
                shape,
                Boolean.parseBoolean(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
    }

    Data data() {
        SplittableRandom random = new SplittableRandom(1);
        Examples few = examples(validation, random);
        return Data.of("synthetic", examples(train, random), few, few);
    }

    private Examples examples(int count, SplittableRandom random) {
        int perExample = IntStream.of(shape).reduce(1, Math::multiplyExact);
        int size = Math.multiplyExact(count, perExample);
        Features features;
        if (bytes) {
            byte[] values = new byte[size];
            random.nextBytes(values);
            features = new Features.Bytes(values, perExample);
        } else {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            features = new Features.Floats(values, perExample);
        }
        Examples table = Examples.table(features, targets(count, random));
        return shape.length == 3 ? table.shaped(shape[0], shape[1], shape[2]) : table;
    }

    private Targets targets(int count, SplittableRandom random) {
        if (classes > 0) {
            return new Targets.Labels(
                    random.ints(count, 0, classes).toArray(),
                    IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new Targets.Values(values);
    }
}
