package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import joyul.check.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheLog() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void whatStandsBeforeTheCheckpointIsOnTheDiskFromTheStartSoThatAKillLosesNothing() throws IOException {
        String kept = "{\"step\":1}\n{\"step\":2}\n{\"epoch_end\":1,\"step\":2}\n";
        Files.writeString(file, kept + "{\"step\":3}\n{\"step\":4");
        try (MetricsLog log = MetricsLog.open(file, 2)) {
            assertThat(file).hasContent(kept);
            log.step(new StepEvent(3, 10, 0, 0.5, 0.1));
            assertThat(file).hasContent(kept);
        }
        assertThat(file).hasContent(kept + "{\"step\":3,\"epoch\":1,\"loss\":0.5,\"lr\":0.1}\n");
    }

    @Test
    void aLineWhoseStepNoRunReachesIsDropped() throws IOException {
        Files.writeString(file, "{\"step\":1}\n{\"step\":99999999999999999999}\n{\"step\":2}\n");
        MetricsLog.open(file, 2).close();
        assertThat(file).hasContent("{\"step\":1}\n{\"step\":2}\n");
    }

    @Test
    void bytesThatAreNoTextSurvive() throws IOException {
        byte[] line = {'{', '"', 's', 't', 'e', 'p', '"', ':', '1', (byte) 0xff, (byte) 0xe9, '}', '\n'};
        Files.write(file, line);
        MetricsLog.open(file, 1).close();
        assertThat(file).hasBinaryContent(line);
    }

    @Test
    void whatIsNoWholeLineIsDropped() throws IOException {
        Files.writeString(file, "\n\"step\":1}\n{\"step\":1}\n{\"step\":1\n");
        MetricsLog.open(file, 2).close();
        assertThat(file).hasContent("{\"step\":1}\n");
    }

    @Test
    void linesThatAreDroppedCostLittleMemory() throws IOException {
        Files.writeString(file, "\n".repeat(500_000) + "\"step\":1}\n".repeat(50_000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        MetricsLog.open(file, 2).close();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 << 20);
    }

    @Test
    void aRunFromTheStartBeginsAnEmptyLog() throws IOException {
        Files.writeString(file, "{\"step\":1}\n");
        MetricsLog.open(file, 0).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    @Timeout(20)
    void aPipeInTheLogsPlaceIsRefusedAndNotWaitedFor() throws Exception {
        Process made = new ProcessBuilder("mkfifo", file.toString()).start();
        assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0, "this system has no mkfifo");
        for (long step : new long[] {0, 5}) {
            assertThatThrownBy(() -> MetricsLog.open(file, step))
                    .isInstanceOf(InputException.class)
                    .hasMessage("cannot write " + file + ": it is not a regular file; give another name");
        }
    }
}
