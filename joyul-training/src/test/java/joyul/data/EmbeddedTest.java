package joyul.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    private static final Data FASHION = Data.load("fashion-mini");
    private static final Data DIGITS = Data.load("digits");

    @Test
    void fashionMiniIsBalanced() {
        assertThat(counts(FASHION.train())).containsOnly(1000);
        assertThat(counts(FASHION.validation())).containsOnly(200);
        assertThat(counts(FASHION.test())).containsOnly(200);
    }

    @Test
    void noImageOfFashionMiniIsInTwoParts() {
        Set<ByteBuffer> train = images(FASHION.train());
        Set<ByteBuffer> validation = images(FASHION.validation());
        Set<ByteBuffer> test = images(FASHION.test());
        assertThat(Collections.disjoint(train, validation)).isTrue();
        assertThat(Collections.disjoint(train, test)).isTrue();
        assertThat(Collections.disjoint(validation, test)).isTrue();
    }

    @Test
    void digitsAreStratified() {
        // The counts of the ten digits in the file of 1,797, by counting its last column.
        int[] all = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
        for (Examples part : List.of(DIGITS.train(), DIGITS.validation(), DIGITS.test())) {
            int[] counts = counts(part);
            for (int c = 0; c < 10; c++) {
                assertThat((double) counts[c] - all[c] * (double) part.size() / 1797)
                        .isBetween(-2.0, 2.0);
            }
        }
        int[] sum = new int[10];
        Arrays.setAll(sum, c -> counts(DIGITS.train())[c] + counts(DIGITS.validation())[c] + counts(DIGITS.test())[c]);
        assertThat(sum).isEqualTo(all);
    }

    @Test
    void theOrderOfTheImagesMixesTheClasses() {
        int[] first = Arrays.copyOf(((Targets.Labels) FASHION.train().targets()).values(), 100);
        assertThat(IntStream.of(first).distinct().count()).isEqualTo(10);
    }

    @Test
    void theFilesAreThoseThatWereDrawn() throws IOException {
        for (String set : List.of("fashion-mini", "digits")) {
            List<String> sums = new String(bytes(set + "/SHA256SUMS"), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(sums).hasSize(6);
            for (String line : sums) {
                String file = set + "/" + line.substring(66);
                assertThat(sha256(bytes(file))).as(file).isEqualTo(line.substring(0, 64));
            }
        }
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

    private static Set<ByteBuffer> images(Examples examples) {
        byte[] values = ((Features.Bytes) examples.features()).values();
        int width = examples.features().perExample();
        Set<ByteBuffer> images = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
            images.add(ByteBuffer.wrap(values, i * width, width).slice());
        }
        return images;
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = requireNonNull(Data.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
