package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenAndReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("recipe.yaml");
        AtomicFile.write(file, "first");
        AtomicFile.write(file, "둘째");
        assertThat(file).content().isEqualTo("둘째");
        assertThat(names()).containsExactly("recipe.yaml");
    }

    @Test
    void aStreamLargerThanTheBufferArrivesWhole() throws IOException {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Path file = folder.resolve("weights");
        AtomicFile.write(file, out -> {
            for (int i = 0; i < bytes.length; i += 1000) {
                out.write(bytes, i, 1000);
            }
        });
        assertThat(file).binaryContent().isEqualTo(bytes);
    }

    @Test
    void theFinalNameHoldsTheOldContentUntilTheNewIsWhole() {
        Path file = folder.resolve("state");
        AtomicFile.write(file, "old");
        AtomicFile.write(file, out -> {
            out.write(new byte[200_000]);
            assertThat(file).content().isEqualTo("old");
        });
        assertThat(file).hasSize(200_000);
    }

    @Test
    void aDiskThatFillsUpLeavesTheOldFileAndSaysWhatToDo() throws IOException {
        Path file = folder.resolve("weights");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot write " + file
                        + ": No space left on device; free some space or choose a folder on another disk");
        assertThat(file).content().isEqualTo("old");
        assertThat(names()).containsExactly("weights");
    }

    @Test
    void theSystemsOwnReportOfAFullDiskIsUnderstood() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path file = folder.resolve("weights");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(new byte[200_000]), temporary -> {
                    Files.createFile(temporary);
                    return new FileOutputStream(full.toFile());
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot write " + file)
                .hasMessageContaining("free some space");
        assertThat(names()).isEmpty();
    }

    @Test
    void anExceptionOfTheContentPassesThroughAndLeavesNothing() throws IOException {
        Path file = folder.resolve("weights");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void aMissingFolderAFolderAndAFileInPlaceOfAFolderAreExplained() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/such"), "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("make the folder first");
        assertThatThrownBy(() -> AtomicFile.write(folder, "x"))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot write " + folder + ": it is a folder; give the name of a file");
        Path plain = Files.createFile(folder.resolve("plain"));
        assertThatThrownBy(() -> AtomicFile.write(plain.resolve("x"), "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a part of its path is a file");
    }

    @Test
    void anInterruptedThreadStillSavesAndStaysInterrupted() {
        Path file = folder.resolve("state");
        Thread.currentThread().interrupt();
        AtomicFile.write(file, out -> out.write(new byte[200_000]));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasSize(200_000);
    }

    @Test
    void aDeviceIsNotReplacedByAFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "this system has no /dev/null");
        assertThatThrownBy(() -> AtomicFile.write(device, "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.write(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).content().isEqualTo("new");
    }

    @Test
    void theFileIsReadableToOthersAsAnyOtherFileIs() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = folder.resolve("atomic");
        AtomicFile.write(file, "x");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(usual))
                .contains(PosixFilePermission.OWNER_READ);
    }

    @Test
    void whatAKilledWriterLeftIsSweptButNotWhatIsBeingWritten() throws IOException {
        Path old = Files.createFile(folder.resolve(".state.1.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
        Files.createFile(folder.resolve(".state.2.tmp"));
        Files.createFile(folder.resolve(".other.1.tmp"));
        AtomicFile.write(folder.resolve("state"), "x");
        assertThat(names()).containsExactlyInAnyOrder("state", ".state.2.tmp", ".other.1.tmp");
    }

    @Test
    void whoeverHoldsTheFolderClearsWhatKilledWritersLeftAndNothingElse() throws IOException {
        Files.createFile(folder.resolve(".checkpoint.safetensors.0f8fad5b-d9cb-469f-a165-70867728950e.tmp"));
        List<String> others = List.of("state", ".state.1.tmp", ".joyul123.tmp", "a.tmp");
        for (String name : others) {
            Files.createFile(folder.resolve(name));
        }
        FolderLock.hold(folder).close();
        assertThat(names())
                .containsExactlyInAnyOrder(FolderLock.FILE, "state", ".state.1.tmp", ".joyul123.tmp", "a.tmp");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
