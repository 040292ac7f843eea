package joyul.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFolderIsMadeWithItsParentsAndLeftEmpty() {
        Path made = Folders.writable(folder.resolve("a/b"));
        assertThat(made).isEqualTo(folder.resolve("a/b")).isEmptyDirectory();
        assertThat(Folders.writable(made)).isEmptyDirectory();
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        assertThat(Folders.writable(link)).isEqualTo(link);
    }

    @Test
    void aFileInItsPlaceIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("out"));
        assertThatThrownBy(() -> Folders.writable(file))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot make the folder " + file + ": " + file
                        + " is a file, not a folder; choose another folder or move that file away");
        assertThatThrownBy(() -> Folders.writable(file.resolve("a/b")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot make the folder " + file.resolve("a/b"))
                .hasMessageContaining("is a file, not a folder");
    }
}
