package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    private static final SafeTensors SOME = new SafeTensors(
            Map.of("a", new SafeTensors.Values(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6})),
            Map.of("losses", new double[] {0.1, Double.NaN, Double.MIN_VALUE}),
            Map.of("step", "7"));

    @TempDir
    Path folder;

    @Test
    void tensorsAndSeriesAreReadBackToTheBit() {
        Path file = folder.resolve("some.safetensors");
        SOME.write(file);
        SafeTensors read = SafeTensors.read(file);
        assertThat(read.tensors()).containsOnlyKeys("a");
        assertThat(only(read).shape()).containsExactly(2L, 3L);
        assertThat(only(read).numbers()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.series()).containsOnlyKeys("losses");
        assertThat(read.series().get("losses")).containsExactly(0.1, Double.NaN, Double.MIN_VALUE);
        assertThat(read.metadata()).isEqualTo(Map.of("step", "7"));
    }

    @Test
    void numbersOfManyChunksAreReadBack() {
        float[] floats = new float[200_001];
        double[] doubles = new double[200_001];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = i;
            doubles[i] = i / 3.0;
        }
        Path file = folder.resolve("many.safetensors");
        Map<String, SafeTensors.Values> tensors = Map.of("t", new SafeTensors.Values(List.of(200_001L), floats));
        new SafeTensors(tensors, Map.of("s", doubles), Map.of()).write(file);
        SafeTensors read = SafeTensors.read(file);
        assertThat(only(read).numbers()).isEqualTo(floats);
        assertThat(read.series().get("s")).isEqualTo(doubles);
    }

    @Test
    void aShapeOrAPlaceThatCannotBeIsRefusedBeforeMemoryIsTaken() throws IOException {
        String place = "the shape or place of tensor 'a' has ";
        String whole = " where a whole number from 0 on must be";
        String beyond = "tensor 'a' reaches beyond the 8 bytes of data that are there";
        refused(tensor("[-1]", "[4,0]"), place + "-1" + whole);
        refused(tensor("[1]", "[-4,0]"), place + "-4" + whole);
        refused(tensor("[1.5]", "[0,4]"), place + "1.5" + whole);
        refused(tensor("[\"x\"]", "[0,4]"), place + "\"x\"" + whole);
        refused(tensor("[99999999999999999999]", "[0,4]"), place + "99999999999999999999" + whole);
        refused(tensor("[1]", "[0,9223372036854775807]"), beyond);
        refused(tensor("[2305843009213693952]", "[0,8]"), beyond);
        refused(tensor("[4294967296,4294967296]", "[0,0]"), beyond);
        refused(tensor("[2]", "[0]"), beyond);
        refused(tensor("[3]", "[0,12]"), beyond);
        refused("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "tensor 'a' is not float32");
        refused("{\"a\":7}", "tensor 'a' is not float32");
        String eight = ":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        refused("{\"a\"" + eight + ",\"b\"" + eight + "}", "its tensors overlap");
    }

    @Test
    void aHeaderThatIsNoneIsRefused() throws IOException {
        refused("[]", "its header is not a JSON object");
        refused("{\"a\":", "its header is not JSON");
        refused("{\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}", "its header is not JSON");
        refused("{\"__metadata__\":{\"step\":7}}", "its metadata 'step' is not text");
        String cut = " is not a whole safetensors file: its header is cut off or not of this format; write it again";
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, length(100), length(-1), length(Long.MAX_VALUE)}) {
            Path file = Files.write(folder.resolve("cut"), content);
            assertThatThrownBy(() -> SafeTensors.read(file))
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + cut);
        }
    }

    @Test
    void aHeaderOfHalfATerabyteIsRefusedByItsLength() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(length(1L << 39));
            sparse.setLength(1L << 40);
        }
        assertThatThrownBy(() -> SafeTensors.read(file)).hasMessageContaining("its header is cut off");
    }

    @Test
    void mutatedFilesAreReadOrRefusedInOneLine() throws IOException {
        Path file = folder.resolve("mutated");
        SOME.write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] content = whole.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, content);
            try {
                SafeTensors.read(file);
            } catch (InputException refused) {
                assertThat(refused.line()).as("seed " + seed).startsWith(file.toString());
            }
        }
    }

    private static SafeTensors.Values only(SafeTensors read) {
        return read.tensors().values().iterator().next();
    }

    private static String tensor(String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    /** Refuses a file with this header and eight bytes of data. */
    private void refused(String header, String why) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("hostile");
        Files.write(
                file,
                ByteBuffer.allocate(16 + json.length)
                        .put(length(json.length))
                        .put(json)
                        .array());
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " is not a whole safetensors file: " + why + "; write it again");
    }

    private static byte[] length(long length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }
}
