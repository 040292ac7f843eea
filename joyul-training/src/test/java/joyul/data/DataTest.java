package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class DataTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    /** Expected: fixtures/data_checksum.py. */
    @Test
    void theChecksumCoversShapesAndContentsAsSpecified() {
        Data images = Data.of(
                "images",
                images(new byte[] {0, 1, 2, (byte) 255, 4, 5, 6, 7}, 2, 0),
                images(new byte[] {8, 9, 10, 11}, 1),
                images(new byte[] {12, 13, 14, 15}, 2));
        assertThat(images.checksum()).isEqualTo("cca539e8780ed67af94d8d1cf766d6b432c230dd2f923338a29ec7b908f63dc9");
        assertThat(images.named("other").checksum()).isEqualTo(images.checksum());
        Data table = Data.of(
                "table",
                Data.of(new float[][] {{0.5f, -1}, {2, 3.25f}}, new float[] {10, 20}),
                Data.of(new float[][] {{1e-3f, 7}}, new float[] {-0.1f}),
                Data.of(new float[][] {{0, 0}}, new float[] {1e10f}));
        assertThat(table.checksum()).isEqualTo("f6823ff59915d06635d9d7aa6a948fc2bcb86d31f60216450e06a7b1f0363e46");
    }

    @Test
    void anyOtherPixelOrLabelChangesTheChecksum() {
        Examples part = images(new byte[] {8, 9, 10, 11}, 1);
        Data one = Data.of("d", images(new byte[8], 0, 1), part, part);
        Data pixel = Data.of("d", images(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, 0, 1), part, part);
        Data label = Data.of("d", images(new byte[8], 0, 2), part, part);
        assertThat(List.of(one.checksum(), pixel.checksum(), label.checksum())).doesNotHaveDuplicates();
    }

    @Test
    void arraysBecomeExamplesAndExamplesBecomeData() {
        float[][] features = new float[100][3];
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            features[i][0] = i;
            labels[i] = i % 4;
        }
        Data data = Data.of(features, labels).split(0.8, 7);
        assertThat(data.train().size()).isEqualTo(80);
        assertThat(data.validation().size()).isEqualTo(10);
        assertThat(data.test().size()).isEqualTo(10);
        assertThat(data.classes()).containsExactly("0", "1", "2", "3");
        assertThat(data.split()).contains(Split.standard(7));
        assertThat(data.train().shapeText()).isEqualTo("3 columns");
        assertThat(data.checksum())
                .isEqualTo(Data.of(features, labels).split(0.8, 7).checksum())
                .isNotEqualTo(Data.of(features, labels).split(0.8, 8).checksum());
    }

    @Test
    void bytesCanBeShapedIntoImagesAndClassesNamed() {
        Examples images = Data.of(new byte[3][2 * 4 * 5], new int[] {0, 1, 1})
                .shaped(2, 4, 5)
                .withClasses(List.of("cat", "dog"));
        assertThat(images.shape()).containsExactly(2, 4, 5);
        assertThat(images.channels()).isEqualTo(2);
        assertThat(images.shapeText()).isEqualTo("2x4x5");
        assertThat(images.classes()).containsExactly("cat", "dog");
        assertThatThrownBy(() -> images.shaped(1, 28, 28))
                .isInstanceOf(InputException.class)
                .hasMessage("an example has 40 numbers, which is not 1 x 28 x 28");
    }

    @Test
    void aSubsetKeepsInputsAndTargetsTogether() {
        Examples subset = images(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 0).subset(new int[] {1, 0, 1});
        assertThat(((Features.Bytes) subset.features()).values()).containsExactly(4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(((Targets.Labels) subset.targets()).values()).containsExactly(0, 2, 0);
        assertThatThrownBy(() -> subset.subset(new int[] {3}))
                .isInstanceOf(InputException.class)
                .hasMessage("row must be in 0..2, but was 3");
    }

    @Test
    void badArraysAreNamedByRow() {
        assertThatThrownBy(() -> Data.of(new float[][] {{1, 2}, {3}}, new int[] {0, 1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 1 has 1");
        assertThatThrownBy(() -> Data.of(new float[][] {{1, 2}, {3, Float.NaN}}, new int[] {0, 1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("feature must be finite, but was NaN at row 1, column 1");
        assertThatThrownBy(() -> Data.of(new float[][] {{1}, {2}}, new float[] {0, Float.NEGATIVE_INFINITY}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("target must be finite, but was -Infinity at row 1");
        assertThatThrownBy(() -> Data.of(new float[][] {{1}, {2}}, new int[] {0, -1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("label -1 at row 1 is out of range 0..1");
        assertThatThrownBy(() -> Data.of(new float[][] {{1}, {2}}, new int[] {0}))
                .isInstanceOf(InputException.class)
                .hasMessage("features and targets must be equally many, but were 2 and 1");
        assertThatThrownBy(() -> Data.of(new float[0][], new int[0]))
                .isInstanceOf(InputException.class)
                .hasMessage("examples must be 1 or more, but was 0");
    }

    @Test
    void partsOfDifferentShapeOrClassesAreRefused() {
        Examples images = images(new byte[8], 0, 1);
        assertThatThrownBy(() -> Data.of("mixed", images, images, Data.of(new byte[2][4], new int[] {0, 1})))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("training is 1x2x2 of bytes with 3 classes and another part is 4 columns");
    }

    private static Examples images(byte[] pixels, int... labels) {
        return Examples.images(new Features.Bytes(pixels, 4), 1, 2, 2, new Targets.Labels(labels, ABC));
    }
}
