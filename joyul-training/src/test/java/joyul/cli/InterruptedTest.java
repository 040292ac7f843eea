package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: what was reached is saved, how to go on is said, and the exit code is 130. */
class InterruptedTest {
    @TempDir
    Path folder;

    @Test
    void aTrainingSavesItsStateAndSaysHowToGoOn() throws Exception {
        Child child = Child.joyul(
                "train",
                "--data",
                "digits",
                "--set",
                "network=mlp",
                "--set",
                "epochs=100000",
                "--out",
                folder.toString());
        child.await(() -> Files.exists(folder.resolve("checkpoint.safetensors")));
        child.interrupt();
        assertThat(child.end()).as(child.log()).isEqualTo(130);
        assertThat(child.log()).endsWith("interrupted; go on by: joyul train --resume --out " + folder + "\n");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("The run was interrupted at step ", "id=\"losses\"")
                .endsWith("</html>\n");
    }

    @Test
    void aTuneTellsTheBestSoFarAndSaysHowToGoOn() throws Exception {
        Child child = Child.joyul("tune", "digits", "--network", "mlp", "--budget", "10m", "--out", folder.toString());
        child.await(() -> log(child).contains("\ntrial "));
        child.interrupt();
        assertThat(child.end()).as(child.log()).isEqualTo(130);
        assertThat(child.out()).startsWith("Best so far: trial ").contains("validation ");
        assertThat(child.log())
                .endsWith("interrupted; go on by: joyul tune --resume --out " + folder + " --budget 10m\n");
    }

    private static String log(Child child) {
        try {
            return child.log();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        Child child = Child.java(
                Stubborn.class, List.of(), List.of(folder.resolve("started").toString()));
        child.await(() -> Files.exists(folder.resolve("started")));
        child.interrupt();
        Thread.sleep(300);
        assertThat(child.isAlive()).isTrue();
        child.interrupt();
        assertThat(child.end()).isEqualTo(130);
    }

    /** A command that is slow to save its state. */
    static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] args) throws Exception {
            Interruption interruption = new Interruption();
            interruption.listen();
            interruption.whileSaving(() -> {
                try {
                    Files.createFile(Path.of(args[0]));
                    Thread.sleep(60_000);
                    return 0;
                } catch (IOException | InterruptedException e) {
                    return 1;
                }
            });
        }
    }
}
