package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
    @TempDir
    Path folder;

    @Test
    void aFactIsKnownToTheNextProcess() {
        MachineFacts.in(folder.resolve("new/one")).keep("precision.x", "float32 float32=12.5");
        MachineFacts.in(folder.resolve("new/one")).keep("threads.y", "2 1=3.0 2=1.0");
        MachineFacts later = MachineFacts.in(folder.resolve("new/one"));
        assertThat(later.find("precision.x")).contains("float32 float32=12.5");
        assertThat(later.find("threads.y")).contains("2 1=3.0 2=1.0");
        assertThat(later.find("precision.z")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsAsGoodAsNone() throws IOException {
        Files.writeString(folder.resolve("machine.properties"), "precision.x=\\uZZZZ");
        MachineFacts damaged = MachineFacts.in(folder);
        assertThat(damaged.find("precision.x")).isEmpty();
        damaged.keep("precision.x", "float32");
        assertThat(damaged.find("precision.x")).contains("float32");

        Path file = Files.writeString(folder.resolve("a-file"), "");
        MachineFacts nowhere = MachineFacts.in(file.resolve("below"));
        nowhere.keep("precision.x", "float32");
        assertThat(nowhere.find("precision.x")).isEmpty();
    }
}
