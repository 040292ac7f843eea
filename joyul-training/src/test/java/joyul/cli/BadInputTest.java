package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the user can correct: one line that says what to do, exit code 2, and nothing half-written. */
class BadInputTest {
    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void chooseTheOutput() {
        out = folder.resolve("out");
    }

    private void refused(List<String> words, String... args) throws IOException {
        Ran ran = Ran.joyul(args);
        assertThat(ran.code()).as(ran.log()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.log().lines()).hasSize(1);
        assertThat(ran.log()).startsWith("joyul: ").contains(words).doesNotContain("Exception", "\tat ");
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.walk(out)) {
                assertThat(files).as("files left behind").containsExactly(out);
            }
        }
    }

    private void refusedData(Path data, String... words) throws IOException {
        refused(List.of(words), "train", "--data", data.toString(), "--out", out.toString());
        refused(List.of(words), "tune", data.toString(), "--out", out.toString());
    }

    @Test
    void anArgumentThatBeginsWithAtIsANameAndNotAFileOfArguments() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "root:x:0:0\n");
        Ran ran = Ran.joyul("train", "@" + secret);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log()).doesNotContain("root:x").contains("@" + secret);
    }

    @Test
    void missingFiles() throws IOException {
        refusedData(folder.resolve("none.csv"), "there is no file or folder", "none.csv");
        refused(
                List.of("there is no recipe", "none.yaml"),
                "train",
                folder.resolve("none.yaml").toString());
        refused(List.of("holds no recipe.yaml"), "predict", folder.toString());
        refused(List.of("there is no file"), "studies", "--storage", "sqlite:" + folder.resolve("none.db"));
        assertThat(folder.resolve("none.db")).doesNotExist();
        refused(List.of("holds no run to go on with"), "train", "--resume", "--out", out.toString());
    }

    private Path idx(int imageMagic, int imageBytes, byte label) throws IOException {
        Path data = Files.createDirectories(folder.resolve("idx"));
        for (String part : List.of("train", "t10k")) {
            byte[] labels = new byte[20];
            labels[7] = label;
            labels[8] = 1;
            Files.write(
                    data.resolve(part + "-images-idx3-ubyte"),
                    ByteBuffer.allocate(16 + imageBytes)
                            .putInt(imageMagic)
                            .putInt(20)
                            .putInt(2)
                            .putInt(2)
                            .array());
            Files.write(
                    data.resolve(part + "-labels-idx1-ubyte"),
                    ByteBuffer.allocate(28).putInt(0x801).putInt(20).put(labels).array());
        }
        return data;
    }

    @Test
    void brokenIdxFiles() throws IOException {
        refusedData(idx(0x803, 79, (byte) 2), "train-images", "95", "96");
        refusedData(idx(0x804, 80, (byte) 2), "train-images", "magic");
        Files.move(idx(0x803, 80, (byte) 250), folder.resolve("mnist"));
        refused(
                List.of("label 250", "0..9"),
                "train",
                "--data",
                "mnist",
                "--data-dir",
                folder.toString(),
                "--out",
                out.toString());
    }

    @Test
    void brokenCsvFiles() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "a,b,y\n" + "1,2,x\n3,4,z\n".repeat(10) + "5,oops,x\n");
        refusedData(csv, "t.csv", "say which column is the label by --label COLUMN");
        refused(
                List.of("label column", "'yy'"),
                "train",
                "--data",
                csv.toString(),
                "--label",
                "yy",
                "--out",
                out.toString());
        refused(List.of("line 22", "'b'", "'oops'"), "tune", csv.toString(), "--label", "y", "--out", out.toString());
    }

    @Test
    void wrongValues() throws IOException {
        Path recipe = Files.writeString(folder.resolve("r.yaml"), "data: digits\nlearning_rate: -1\n");
        refused(
                List.of("r.yaml:2:1: learning_rate must be positive and finite, but was -1"),
                "train",
                recipe.toString(),
                "--out",
                out.toString());
        refused(List.of("budget must be like", "'abc'"), "tune", "--budget", "abc", "--out", out.toString());
        refused(List.of("jobs must be 1 or more"), "tune", "digits", "--jobs", "0", "--out", out.toString());
        refused(List.of("--fix needs KEY=VALUE"), "tune", "digits", "--fix", "batch", "--out", out.toString());
        refused(List.of("--range needs KEY=LOW..HIGH"), "tune", "digits", "--range", "lr=1", "--out", out.toString());
        refused(List.of("unknown network 'cnnn'; did you mean 'cnn'?"), "recipe", "digits", "--network", "cnnn");
    }

    @Test
    void outputFoldersThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(List.of("is a file, not a folder"), "train", "--data", "digits", "--out", file + "/sub");
        refused(List.of("is a file, not a folder"), "tune", "digits", "--out", file.toString());
    }

    @Test
    void aBugIsOneLineAndItsTraceIsInAFile() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Console console = new Console(log, log, false, () -> 80, System::nanoTime);
        int code = Failures.report(new IllegalStateException("two\nlines"), new String[] {"tune"}, console);
        String said = log.toString(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(1);
        assertThat(said)
                .matches("this is a bug in Joyul: java.lang.IllegalStateException: two lines; details in .*\\.log\n");
        Path details = Path.of(said.strip().replaceFirst(".*details in ", ""));
        assertThat(Files.readString(details)).contains("joyul tune", "\tat ");
        Files.delete(details);
    }
}
