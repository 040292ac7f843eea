package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReadWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "조율");
        assertThat(InputFile.text(file, 6)).isEqualTo("조율");
        assertThat(InputFile.textIfThere(folder.resolve("b.txt"), 6)).isEmpty();
    }

    @Test
    void whatIsNoFileOrTooLargeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "1234567");
        refused(file, file + " must be at most 6 bytes, but is 7; check that it is the right file");
        refused(folder, folder + " is a folder; give the name of a file");
        Path missing = folder.resolve("b.txt");
        refused(missing, missing + " does not exist; check the path");
    }

    @Test
    void aDeviceOrPipeIsNotWaitedFor() {
        Path device = Path.of("/dev/zero");
        if (Files.exists(device)) {
            refused(device, "/dev/zero is not a regular file (a pipe or a device); give the name of a file");
        }
    }

    private static void refused(Path file, String line) {
        assertThatThrownBy(() -> InputFile.bytes(file, 6))
                .isInstanceOf(InputException.class)
                .hasMessage(line);
    }
}
