package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void aFolderHeldByAnotherProcessIsRefusedByItsIdUntilThatProcessIsKilled() throws Exception {
        Process other = another();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("held");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> FolderLock.hold(folder))
                        .isInstanceOf(InputException.class)
                        .hasMessage("the folder " + folder + " is in use by another run, by process " + other.pid()
                                + "; wait until it ends, stop it, or choose another folder");
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
        FolderLock.hold(folder).close();
    }

    @Test
    void aFolderHeldInThisProcessIsRefusedUnderEveryNameAndFreeAfterwards() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        try (FolderLock lock = FolderLock.hold(link)) {
            assertThat(lock).isNotNull();
            for (Path name : new Path[] {link, folder.resolve("real"), folder.resolve("./real")}) {
                assertThatThrownBy(() -> FolderLock.hold(name))
                        .isInstanceOf(InputException.class)
                        .hasMessage("the folder " + name + " is in use by another run, in this process;"
                                + " wait until it ends, stop it, or choose another folder");
            }
            FolderLock.hold(folder).close();
        }
        FolderLock.hold(link).close();
        assertThat(folder.resolve("real").resolve(FolderLock.FILE)).isEmptyFile();
    }

    @Test
    void aRefusalInThisProcessLeavesTheLockAgainstOthers() throws Exception {
        try (FolderLock lock = FolderLock.hold(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.hold(folder)).isInstanceOf(InputException.class);
            Process other = another();
            try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
                assertThat(said.readLine())
                        .contains("InputException")
                        .contains("by process " + ProcessHandle.current().pid());
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> FolderLock.hold(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot use the folder " + folder.resolve("none"));
    }

    private Process another() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsAFolder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }
}
