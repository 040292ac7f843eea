package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file holds, it is read or refused in one line; 200 seeded cases of each kind. */
class BrokenFilesTest {
    private static final int CASES = 200;

    @TempDir
    Path folder;

    @Test
    void aDamagedTableIsReadOrRefused() throws IOException {
        byte[] whole = ("a;\"b\";label\n" + CsvFileTest.lines(20, i -> i + ",5;\"" + i + "\";진" + i % 2))
                .getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < CASES; seed++) {
            Path file = Files.write(folder.resolve("t.csv"), damaged(whole, seed));
            assertReadOrRefused(file, seed);
        }
    }

    @Test
    void aDamagedFolderOfImagesIsReadOrRefused() throws IOException {
        IdxFiles.folder(folder);
        String[] names = {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte", "t10k-images.idx3-ubyte"};
        for (int seed = 0; seed < CASES; seed++) {
            Path file = folder.resolve(names[seed % names.length]);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged(whole, seed));
            assertReadOrRefused(folder, seed);
            Files.write(file, whole);
        }
    }

    private static void assertReadOrRefused(Path path, int seed) {
        try {
            assertThat(Data.load(path, DataOptions.defaults()).train().size()).isPositive();
        } catch (InputException e) {
            assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n").hasSizeLessThan(1000);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** One to eight bytes changed, and every third file cut off. */
    private static byte[] damaged(byte[] whole, int seed) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return seed % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
