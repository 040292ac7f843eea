package joyul.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joyul.data.Augmentation;
import joyul.data.BatchOrder;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.data.Targets;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherTest {
    private static final int COUNT = 23;
    private static final Augmentation ALL = new Augmentation(2, true, 2);

    /** Bytes of images {@code [channels, 4, 5]}. */
    private static Examples images(int channels) {
        byte[] bytes = new byte[COUNT * channels * 20];
        new Random(1).nextBytes(bytes);
        return Examples.table(
                        new Features.Bytes(bytes, channels * 20),
                        new Targets.Labels(
                                IntStream.range(0, COUNT).map(i -> i % 2).toArray(), List.of("no", "yes")))
                .shaped(channels, 4, 5);
    }

    private static NativeExamples scaled(int channels) {
        Examples images = images(channels);
        return new NativeExamples(images, InputScaling.of(images), null);
    }

    /** The numbers of all images, {@code [channels, height, width]} each, taken in batches of a size. */
    private static float[] epoch(NativeExamples examples, Augmentation augmentation, int batch, int epoch) {
        float[] all = new float[0];
        try (Gather gather = new Gather(examples, augmentation)) {
            gather.order(BatchOrder.permutation(5, epoch, COUNT), 5, epoch);
            for (int start = 0; start < COUNT; start += batch) {
                try (Scope scope = Scope.open()) {
                    float[] more = Tensors.floats(
                            gather.batch(start, Math.min(batch, COUNT - start)).inputs());
                    int filled = all.length;
                    all = Arrays.copyOf(all, filled + more.length);
                    System.arraycopy(more, 0, all, filled, more.length);
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void imagesAreTheSameWhateverTheBatchAndDifferFromEpochToEpoch(int channels) {
        try (NativeExamples examples = scaled(channels)) {
            float[] whole = epoch(examples, ALL, COUNT, 0);
            assertThat(epoch(examples, ALL, 1, 0)).isEqualTo(whole);
            assertThat(epoch(examples, ALL, 7, 0)).isEqualTo(whole);
            Torch.useThreads(2);
            assertThat(epoch(examples, ALL, 7, 0)).isEqualTo(whole);
            Torch.useThreads(1);
            assertThat(epoch(examples, ALL, 7, 1)).isNotEqualTo(whole);
        }
    }

    /** What is no longer there is black, each channel's own; what is there is some pixel of that channel. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void eachNumberIsOneOfItsChannelOrBlack(int channels) {
        try (NativeExamples examples = scaled(channels)) {
            float[] plain = epoch(examples, Augmentation.NONE, 7, 0);
            float[] changed = epoch(examples, new Augmentation(1, false, 0), 7, 0);
            float[] black = Tensors.floats(examples.offset());
            int blacks = 0;
            for (int image = 0; image < COUNT; image++) {
                for (int channel = 0; channel < channels; channel++) {
                    int first = (image * channels + channel) * 20;
                    float[] before = Arrays.copyOfRange(plain, first, first + 20);
                    for (int i = first; i < first + 20; i++) {
                        boolean isBlack = changed[i] == black[channel];
                        blacks += isBlack ? 1 : 0;
                        assertThat(isBlack || contains(before, changed[i])).isTrue();
                    }
                }
            }
            // A shift by at most one leaves 5/6 of the rows and 13/15 of the columns in the mean: 28 % are black.
            assertThat(blacks / (double) changed.length).isBetween(0.2, 0.4);
        }
    }

    private static boolean contains(float[] numbers, float number) {
        for (float each : numbers) {
            if (each == number) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatIsTakenAsItLiesIsNeverChanged() {
        try (NativeExamples examples = scaled(1);
                Gather gather = new Gather(examples, ALL);
                Scope scope = Scope.open()) {
            float[] before = Tensors.floats(gather.range(0, COUNT).inputs());
            gather.order(IntStream.range(0, COUNT).toArray(), 1, 0);
            assertThat(Tensors.floats(gather.batch(0, COUNT).inputs())).isNotEqualTo(before);
            assertThat(Tensors.floats(gather.range(0, COUNT).inputs())).isEqualTo(before);
            assertThat(Tensors.floats(examples.features())).isEqualTo(before);
        }
    }
}
