package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class WriteFailureTest {
    @Test
    void everyCauseComesWithWhatToDo() {
        assertThat(WriteFailure.cause(new AccessDeniedException("/x")))
                .isEqualTo("no permission; choose another folder or change its permissions");
        assertThat(WriteFailure.cause(new NoSuchFileException("/x")))
                .isEqualTo("its folder does not exist; make the folder first");
        assertThat(WriteFailure.cause(new FileSystemException("/x", null, "Read-only file system")))
                .isEqualTo("Read-only file system; choose a folder on a disk that can be written");
        assertThat(WriteFailure.cause(new IOException("Disk quota exceeded")))
                .isEqualTo("Disk quota exceeded; free some space or choose a folder on another disk");
        assertThat(WriteFailure.cause(new FileSystemException("/x", null, "File name too long")))
                .isEqualTo("File name too long; choose another folder or remove the cause");
        assertThat(WriteFailure.cause(new IOException())).startsWith("IOException;");
    }
}
