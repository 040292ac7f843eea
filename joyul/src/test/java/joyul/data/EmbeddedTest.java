package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    private final Data fashion = Data.load("fashion-mini");
    private final Data digits = Data.load("digits");

    @Test
    void fashionMiniIsBalanced() {
        assertThat(counts(fashion.train())).containsOnly(1000);
        assertThat(counts(fashion.validation())).containsOnly(200);
        assertThat(counts(fashion.test())).containsOnly(200);
    }

    @Test
    void noImageOfFashionMiniIsInTwoParts() {
        List<Set<String>> parts =
                List.of(images(fashion.train()), images(fashion.validation()), images(fashion.test()));
        assertThat(parts.get(0)).doesNotContainAnyElementsOf(parts.get(1));
        assertThat(parts.get(0)).doesNotContainAnyElementsOf(parts.get(2));
        assertThat(parts.get(1)).doesNotContainAnyElementsOf(parts.get(2));
    }

    @Test
    void digitsAreStratified() {
        // The counts of the ten digits in the file of 1,797, by counting its last column.
        int[] all = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
        for (Examples part : List.of(digits.train(), digits.validation(), digits.test())) {
            int[] counts = counts(part);
            for (int c = 0; c < 10; c++) {
                assertThat((double) counts[c] - all[c] * (double) part.size() / 1797)
                        .isBetween(-2.0, 2.0);
            }
        }
        int[] sum = new int[10];
        Arrays.setAll(sum, c -> counts(digits.train())[c] + counts(digits.validation())[c] + counts(digits.test())[c]);
        assertThat(sum).isEqualTo(all);
    }

    @Test
    void theOrderOfTheImagesMixesTheClasses() {
        int[] first = Arrays.copyOf(((Targets.Labels) fashion.train().targets()).values(), 100);
        assertThat(IntStream.of(first).distinct().count()).isEqualTo(10);
    }

    @Test
    void aDamagedFileIsNamed() {
        byte[] bytes = {1, 2, 3};
        Embedded.check("set/file", bytes, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        bytes[0]++;
        assertThatThrownBy(() -> Embedded.check(
                        "set/file", bytes, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the embedded file set/file is damaged");
    }

    @Test
    void theLicencesStandBesideTheData() {
        for (String file : new String[] {"fashion-mini/LICENSE.txt", "digits/LICENSE.txt", "digits/drawn.json"}) {
            assertThat(Data.class.getResource(file)).as(file).isNotNull();
        }
    }

    private static int[] counts(Examples examples) {
        int[] counts = new int[10];
        for (int label : ((Targets.Labels) examples.targets()).values()) {
            counts[label]++;
        }
        return counts;
    }

    private static Set<String> images(Examples examples) {
        byte[] values = ((Features.Bytes) examples.features()).values();
        int width = examples.features().perExample();
        Set<String> images = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
            images.add(Checksum.of(Arrays.copyOfRange(values, i * width, (i + 1) * width)));
        }
        return images;
    }
}
