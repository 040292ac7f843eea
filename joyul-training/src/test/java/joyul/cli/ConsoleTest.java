package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import joyul.check.InputException;
import joyul.explain.Language;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final long TENTH = 100_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private long now;

    private Console console(boolean terminal) {
        return new Console(out, log, terminal, () -> 11, () -> now);
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLiveLineIsReplacedAtMostTenTimesASecondAndCutToTheWidth() {
        Console console = console(true);
        console.live("one");
        now += TENTH - 1;
        console.live("too soon");
        now += 1;
        console.live("조율조율조율");
        assertThat(logged()).isEqualTo("\rone\u001b[K\r조율조율조\u001b[K");
    }

    @Test
    void lastingLinesTakeTheLiveLineAwayFirst() {
        Console console = console(true);
        console.live("one");
        console.log("note");
        console.clear();
        assertThat(logged()).isEqualTo("\rone\u001b[K" + CLEAR + "note\n");
    }

    @Test
    void thereIsNoLiveLineOnAPipe() {
        console(false).live("one");
        assertThat(logged()).isEmpty();
    }

    @Test
    void aTerminalGetsTheFormThatFitsAndAFileTheWholeOne() {
        List<String> forms = List.of("조율 epoch 1/2", "조율 1/2", "1/2");
        console(true).log(forms);
        console(false).log(forms);
        console(true).live(() -> forms);
        assertThat(logged()).isEqualTo("조율 1/2\n조율 epoch 1/2\n\r조율 1/2\u001b[K");
    }

    @Test
    void wordsAreBrokenOnATerminalOnly() {
        Console shown = new Console(out, true, log, false, () -> 11, () -> now, Language.KO);
        shown.tell("one two three\n");
        shown.print("four five six\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one two\nthree\nfour five six\n");
        assertThat(shown.say("word.report")).isEqualTo("보고서");
    }

    @Test
    void aReaderThatWentAwayIsNoFailureButAFullDiskIs() {
        Console piped = new Console(failing("Broken pipe"), log, false, () -> 80, () -> 0);
        piped.line("one");
        piped.line("two");
        Console full = new Console(failing("No space left on device"), log, false, () -> 80, () -> 0);
        assertThatThrownBy(() -> full.line("one"))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot write the output: No space left on device; free some space or send it elsewhere");
    }

    private static OutputStream failing(String cause) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(cause);
            }
        };
    }

    @Test
    void sttySaysTheWidth() {
        assertThat(TerminalWidth.parse("24 132")).isEqualTo(132);
        assertThat(TerminalWidth.parse("0 0")).isEqualTo(80);
        assertThat(TerminalWidth.parse("")).isEqualTo(80);
        assertThat(TerminalWidth.parse("10 3")).isEqualTo(20);
    }
}
