package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvPrecisionTest {
    @TempDir
    Path folder;

    @Test
    void aColumnThatSinglePrecisionDoesNotHoldStaysInDouble() throws IOException {
        // 1700000000000 + i and its neighbours are one number in single precision: 131072 apart.
        Data data = load("time,b,label\n" + CsvFileTest.lines(100, i -> 1_700_000_000_000L + i + ",0.1,x" + i % 2));
        assertThat(data.train().features()).isInstanceOf(Features.Doubles.class);
        double[] values = ((Features.Doubles) data.train().features()).values();
        assertThat(Arrays.stream(values).distinct().count()).isEqualTo(81);
        InputScaling scaling = InputScaling.of(data.train());
        assertThat(scaling.std().get(0)).isBetween(25.0, 33.0);
        assertThat(scaling.needsDouble(0)).isTrue();
        assertThat(scaling.needsDouble(1)).isFalse();
    }

    @Test
    void ordinaryColumnsAreSinglePrecisionAsAlways() throws IOException {
        Data data =
                load("a,year,label\n" + CsvFileTest.lines(100, i -> i / 7.0 + "," + (2000 + i % 5) + "," + i / 3.0));
        assertThat(data.train().features()).isInstanceOf(Features.Floats.class);
        double[] targets = ((Targets.Values) data.train().targets()).values();
        assertThat(Arrays.stream(targets)).allMatch(target -> target == target.floatValue());
    }

    @Test
    void targetsWithALargeOffsetKeepTheirDigits() throws IOException {
        Data data = load("a,label\n" + CsvFileTest.lines(100, i -> i + "," + (1_700_000_000 + i) + ".125"));
        double[] targets = ((Targets.Values) data.train().targets()).values();
        assertThat(Arrays.stream(targets)).allMatch(target -> target - Math.floor(target) == 0.125);
        assertThat(TargetScaling.of(data.train()).needsDouble()).isTrue();
    }

    @Test
    void columnsAtTheEndsOfSinglePrecisionHaveAnOrdinaryScaling() throws IOException {
        Data data = load("tiny,huge,label\n" + CsvFileTest.lines(100, i -> i % 7 + "e-39," + i % 30 + "e37,x" + i % 2));
        InputScaling scaling = InputScaling.of(data.train());
        assertThat(scaling.std().get(0)).isCloseTo(2e-39, within(2e-40));
        assertThat(scaling.std().get(1)).isCloseTo(8.6e37, within(5e36));
        assertThat(scaling.needsDouble(0) && scaling.needsDouble(1)).isTrue();
    }

    @Test
    void aNearlyConstantColumnIsScaledAsIfOneRowInAHundredDiffered() {
        float[][] rows = new float[1000][3];
        rows[17][0] = 255;
        for (int i = 0; i < 10; i++) {
            rows[100 * i][1] = 1;
        }
        InputScaling scaling = InputScaling.of(Data.of(rows, new float[1000]));
        // One in a thousand: a deviation of 255 sqrt(0.001 0.999), raised by sqrt(10).
        assertThat(scaling.std().get(0)).isCloseTo(255 * Math.sqrt(0.01 * 0.999), within(1e-9));
        assertThat(scaling.std().get(1)).isEqualTo(Math.sqrt(0.01 * 0.99), within(1e-12));
        assertThat(scaling.std().get(2)).isEqualTo(1);
        byte[][] bytes = new byte[1000][1];
        bytes[17][0] = (byte) 255;
        Examples table = Data.of(bytes, new float[1000]);
        assertThat(InputScaling.of(table).std().get(0)).isCloseTo(Math.sqrt(0.01 * 0.999), within(1e-12));
        assertThat(InputScaling.of(table.shaped(1, 1, 1)).std().get(0))
                .as("an image is scaled over all its pixels")
                .isCloseTo(Math.sqrt(0.001 * 0.999), within(1e-12));
    }

    @Test
    void aNearlyConstantColumnIsNoted() throws IOException {
        Data data = load("a,b,label\n" + CsvFileTest.lines(2000, i -> i + "," + (i % 500 == 0 ? 1 : 0) + ",x" + i % 2));
        assertThat(data.notes()).anyMatch(note -> note.startsWith("column 'b' is nearly constant"));
    }

    @Test
    void loadingAllocatesAFewTimesTheNumbersAndNotAnObjectForEach() throws IOException {
        int rows = 3_000;
        int columns = 200;
        String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        Path file = Files.writeString(
                folder.resolve("wide.csv"),
                header + ",label\n"
                        + CsvFileTest.lines(
                                rows,
                                i -> IntStream.range(0, columns)
                                        .mapToObj(c -> String.valueOf((i * 31 + c * 17) % 256))
                                        .collect(Collectors.joining(",", "", ",x" + i % 2))));
        long floats = 4L * rows * columns;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Data.load(file, DataOptions.defaults());
        long before = threads.getCurrentThreadAllocatedBytes();
        Data.load(file, DataOptions.defaults());
        // The numbers twice (whole and divided), and the buffers of each time the file is gone through.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * floats + (8 << 20));
    }

    private Data load(String text) throws IOException {
        return Data.load(Files.writeString(folder.resolve("table.csv"), text), DataOptions.defaults());
    }
}
