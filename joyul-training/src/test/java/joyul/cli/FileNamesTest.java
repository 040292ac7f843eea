package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void anArgumentThatLostItsCharactersIsOneLineWithWhatToDo() {
        Ran ran = Ran.joyul("train", "\uFFFD\uFFFD.csv");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log().lines()).hasSize(1);
        assertThat(ran.log()).contains("has lost characters", "set LC_ALL=C.UTF-8");
    }

    @Test
    void aNameThatTheLocaleCannotSpellIsOneLineWithWhatToDo() {
        assertThat(FileNames.line(
                        new InvalidPathException("한글", "Malformed input or input contains unmappable characters")))
                .startsWith("'한글' cannot be a file's name: the locale's character set (")
                .endsWith("set LC_ALL=C.UTF-8, or another locale with UTF-8, and start again");
        assertThat(FileNames.line(new InvalidPathException("a\0b", "Nul character not allowed")))
                .endsWith("cannot be a file's name: Nul character not allowed");
    }
}
