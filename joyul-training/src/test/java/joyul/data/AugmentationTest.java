package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static void refused(Runnable attempt, String message) {
        assertThatThrownBy(attempt::run).isInstanceOf(InputException.class).hasMessage(message);
    }

    private static void refused(String text) {
        refused(
                () -> Augmentation.of(text),
                "augmentation must be none or written like shift=2,flip,cutout=8, each part at most once, but was '"
                        + text + "'");
    }

    @Test
    void itsTextReadsBackAsItself() {
        for (int shift : new int[] {0, 1, 20}) {
            for (boolean flip : new boolean[] {false, true}) {
                for (int cutout : new int[] {0, 3, 16}) {
                    Augmentation augmentation = new Augmentation(shift, flip, cutout);
                    assertThat(Augmentation.of(augmentation.text())).isEqualTo(augmentation);
                }
            }
        }
        assertThat(new Augmentation(2, true, 8).text()).isEqualTo("shift=2,flip,cutout=8");
        assertThat(Augmentation.NONE.text()).isEqualTo("none");
    }

    @Test
    void partsAreReadInAnyOrderAndSpacing() {
        assertThat(Augmentation.of(" flip, cutout=8 shift=2 ")).isEqualTo(new Augmentation(2, true, 8));
        assertThat(Augmentation.of("none")).isEqualTo(Augmentation.NONE);
    }

    @Test
    void aTextThatSaysSomethingElseIsRefused() {
        for (String text : new String[] {
            "",
            "rotate=5",
            "shift",
            "shift=",
            "shift=-1",
            "shift=1.5",
            "flip=1",
            "flip,flip",
            "shift=1,shift=2",
            "none,flip",
            "shift=1,",
            "shift=99999999999"
        }) {
            refused(text);
        }
        refused(() -> new Augmentation(-1, false, 0), "shift must be 0 or more, but was -1");
        refused(() -> new Augmentation(0, false, -3), "cutout must be 0 or more, but was -3");
    }

    @Test
    void itMustFitTheImages() {
        new Augmentation(4, true, 4).check(3, 5, 9);
        refused(
                () -> new Augmentation(5, true, 0).check(3, 5, 9),
                "augmentation.shift must be less than the shorter side of an image (5), but was 5");
        refused(
                () -> new Augmentation(0, true, 8).check(1, 9, 8),
                "augmentation.cutout must be less than the shorter side of an image (8), but was 8");
        refused(
                () -> new Augmentation(0, true, 0).check(64),
                "augmentation must be left out where inputs are no images, but was flip for rows of 64 columns");
        Augmentation.NONE.check(64);
    }
}
