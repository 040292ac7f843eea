package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private int report(Throwable failure) {
        Console console = new Console(OutputStream.nullOutputStream(), log, false, () -> 80, System::nanoTime);
        return Failures.report(failure, new String[0], console);
    }

    private String said() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMistakeFoundWhileLibtorchStartsIsTheUsersAndNotABug() {
        assertThat(report(new ExceptionInInitializerError(new InputException("no room in /home; make room"))))
                .isEqualTo(2);
        assertThat(said()).isEqualTo("joyul: no room in /home; make room\n");
    }

    @Test
    void aTerminalObeysNothingThatAFailureQuotes() {
        assertThat(report(new UncheckedIOException(new NoSuchFileException("a\u001b[2Jb\nc\u0007"))))
                .isEqualTo(2);
        assertThat(said()).contains("a\\x1b[2Jb c\\x07").endsWith("\n").hasLineCount(1);
    }

    @Test
    void aBugIsSaidInOneLineHoweverLongItsMessageAndInFullInAFile() throws IOException {
        String message = "x\u001b".repeat(50_000);
        assertThat(report(new IllegalStateException(message))).isEqualTo(1);
        assertThat(said())
                .startsWith("this is a bug in Joyul: java.lang.IllegalStateException: x\\x1bx")
                .hasLineCount(1)
                .hasSizeLessThan(8_500);
        Path details = Path.of(said().strip().replaceAll(".*details in ", ""));
        assertThat(Files.readString(details, StandardCharsets.UTF_8)).contains(message);
        Files.delete(details);
    }

    @Test
    void aLibraryThatCannotBeLoadedIsExplainedByTheDeepestCause() {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError("no jnitorch in java.library.path");
        error.initCause(new UnsatisfiedLinkError("/cache/libgomp.so.1: failed to map segment from shared object"));
        assertThat(report(error)).isEqualTo(2);
        assertThat(said())
                .startsWith("joyul: libtorch cannot be loaded on this machine (")
                .contains("failed to map segment", "-Dorg.bytedeco.javacpp.cachedir=DIR")
                .hasLineCount(1);
    }
}
