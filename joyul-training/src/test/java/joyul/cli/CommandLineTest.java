package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static final List<String> COMMANDS = List.of(
            "tune",
            "recipe",
            "train",
            "compare",
            "find-lr",
            "predict",
            "find-batch",
            "rescale",
            "compare-batches",
            "export",
            "diagnose",
            "schedule",
            "studies",
            "data");

    @Test
    void helpNamesEveryCommandAndEachExplainsItself() {
        Ran help = Ran.joyul("--help");
        assertThat(help.code()).isZero();
        assertThat(help.log()).isEmpty();
        for (String command : COMMANDS) {
            assertThat(help.out()).contains("\n  " + command + " ");
            Ran ran = Ran.joyul(command, "--help");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("Usage: joyul " + command);
            assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
            assertThat(Ran.joyul("help", command)).isEqualTo(ran);
        }
        assertThat(Ran.joyul()).isEqualTo(help);
    }

    @Test
    void theVersionNamesWhatIsAtWork() {
        assertThat(Ran.joyul("--version").out()).matches("joyul .* \\(libtorch 2\\..*, Java .*\\)\n");
    }

    @Test
    void mistypedWordsAreAnsweredWithTheNearest() {
        assertThat(Ran.joyul("tunne"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "joyul: unknown command 'tunne', did you mean 'tune'?; the commands are "
                                + String.join(", ", COMMANDS) + "; see joyul --help\n"));
        assertThat(Ran.joyul("tune", "--budgte", "3m").log())
                .isEqualTo("joyul: unknown option '--budgte', did you mean '--budget'?; see joyul tune --help\n");
        assertThat(Ran.joyul("schedule").log()).contains("needs a SPEC");
        assertThat(Ran.joyul("tune", "--seed", "x").log()).contains("--seed").contains("'x'");
        assertThat(Ran.joyul("train", "A", "B").log()).contains("unexpected argument 'B'");
    }

    @Test
    void dataListShowsWhatIsEmbedded() {
        Ran ran = Ran.joyul("data", "list");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().toList().get(1))
                .isEqualTo("fashion-mini   10,000  2,000       2,000   1x28x28  10       MIT           embedded");
    }
}
