package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.TrialState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudiesCommandTest {
    @TempDir
    Path folder = Path.of("");

    private long trial;

    @BeforeEach
    void create() {
        try (Storage storage = Storages.open("sqlite:" + file())) {
            storage.createStudy("first", Direction.MINIMIZE);
            long second = storage.createStudy("second", Direction.MAXIMIZE);
            trial = storage.startTrial(second).id();
            storage.finish(trial, TrialState.COMPLETE, 0.25);
            storage.startTrial(second);
        }
    }

    private Path file() {
        return folder.resolve("study.db");
    }

    private Ran studies() {
        return Ran.joyul("studies", "--storage", "sqlite:" + file());
    }

    /** Replaces bytes of the file by others of the same length. */
    private void replace(String text, String by) throws Exception {
        String bytes = Files.readString(file(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(text);
        assertThat(by).hasSameSizeAs(text);
        Files.writeString(file(), bytes.replace(text, by), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSchemaThatIsNotKnownIsSaidInOneLine() throws Exception {
        replace("v3.2.0.a", "v9.2.0.a");
        Ran ran = studies();
        assertThat(ran.code()).isZero();
        assertThat(ran.log())
                .isEqualTo("the storage file " + file()
                        + " has the unknown schema v9.2.0.a, expected v3.2.0.a; it may not work\n");
        assertThat(Ran.joyul("studies", "--storage", "sqlite:" + file(), "--lang", "ko")
                        .log())
                .startsWith("저장 파일 " + file() + "의 스키마 v9.2.0.a는 모르는 것이고");
    }

    private Map<String, Integer> files() throws Exception {
        Map<String, Integer> files = new TreeMap<>();
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(
                        String.valueOf(file.getFileName()),
                        Files.readString(file, StandardCharsets.ISO_8859_1).hashCode());
            }
        }
        return files;
    }

    @Test
    void eachStudyIsARowAndLookingChangesNothing() throws Exception {
        Map<String, Integer> before = files();
        Ran ran = studies();
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .hasSize(3)
                .element(2)
                .asString()
                .startsWith("second  2       1         0       0       1        0        0.25  sqlite:");
        assertThat(files()).isEqualTo(before).containsOnlyKeys("study.db");
    }

    @Test
    void aMissingFileIsOneLineAndIsNotMade() {
        for (String url : List.of(
                "sqlite:" + folder.resolve("none.db"), folder.resolve("none.db").toString())) {
            Ran ran = Ran.joyul("studies", "--storage", url);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.log())
                    .isEqualTo("joyul: there is no file " + folder.resolve("none.db") + "; check the storage's path\n");
        }
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void aDamagedStudyIsNamedAndDoesNotHideTheOthers() throws Exception {
        replace("RUNNING", "RUNNINK");
        Ran ran = studies();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out().lines()).hasSize(3).element(1).asString().startsWith("first ");
        assertThat(ran.log())
                .startsWith("joyul: 'second' cannot be opened: the storage file " + file() + ", table trials, ")
                .endsWith("must be one of [WAITING, RUNNING, COMPLETE, PRUNED, FAIL], but was 'RUNNINK'\n")
                .hasLineCount(1);
    }

    @Test
    void aNameWithTerminalEscapesIsShownWithoutThem() throws Exception {
        replace("second", "se\u001b[2J");
        Ran ran = studies();
        assertThat(ran.out()).contains("se\\x1b[2J  2 ").doesNotContain("\u001b");
    }

    @Test
    void aNumberOfTwentyDigitsIsSaidInWords() {
        Ran ran = Ran.joyul("find-lr", "--budget", "99999999999999999999");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log()).contains("'99999999999999999999' is not a whole number up to 9223372036854775807; see");
    }
}
