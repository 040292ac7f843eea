package joyul.storage;

import static joyul.storage.Fixture.CLOCK;
import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import joyul.study.Direction;
import joyul.study.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("study.db");
    }

    private Storage open() {
        return SqliteStorage.open(file(), SHORT, CLOCK);
    }

    /** Makes a file with Optuna's tables and runs statements on it. */
    private void prepare(String... statements) {
        try (Sql sql = Schema.open(file(), SHORT)) {
            for (String statement : statements) {
                sql.write(() -> sql.update(statement));
            }
        }
    }

    @Test
    void theTablesAreOptunas() throws Exception {
        prepare();
        Path fixture = Fixture.copy(folder.resolve("optuna.db"));
        assertThat(definitions(file())).hasSize(15).isEqualTo(definitions(fixture));
        try (Sql sql = Sql.open(file(), SHORT)) {
            assertThat(sql.read(() -> sql.list(
                            "select * from version_info",
                            row -> row.getInt(1) + " " + row.getInt(2) + " " + row.getString(3))))
                    .containsExactly("1 12 joyul-0.1.0");
            assertThat(sql.read(() -> sql.list("select * from alembic_version", row -> row.getString(1))))
                    .containsExactly("v3.2.0.a");
        }
    }

    private static List<String> definitions(Path file) {
        try (Sql sql = Sql.open(file, SHORT)) {
            return sql.read(() -> sql.list(
                    "select type, name, tbl_name, sql from sqlite_master where sql is not null order by name",
                    row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                            + row.getString(4).replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1")));
        }
    }

    @Test
    void anEmptyFileGetsTheTables() throws Exception {
        Files.createFile(file());
        try (Storage storage = open()) {
            assertThat(storage.studyNames()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotSqliteIsRefusedAndStaysAsItIs() throws Exception {
        for (String text : List.of("x", "y".repeat(511), "loss,accuracy\n".repeat(1000))) {
            Files.writeString(file(), text, StandardCharsets.UTF_8);
            assertRefused(this::open, "study.db is not an SQLite database; choose another file");
            assertThat(file()).hasContent(text);
        }
    }

    @Test
    void aCutOffFileIsRefused() throws Exception {
        prepare();
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, 9000));
        assertRefused(this::open, "study.db is damaged; restore it from a copy");
    }

    @Test
    void aFolderAndAMissingFolderAreNamed() {
        assertRefused(() -> SqliteStorage.open(folder, SHORT, CLOCK), folder + " is a folder; name a file in it");
        Path missing = folder.resolve("missing").resolve("study.db");
        assertRefused(
                () -> SqliteStorage.open(missing, SHORT, CLOCK),
                "the folder " + folder.resolve("missing") + " of the storage file study.db does not exist; create it");
    }

    @Test
    void anotherProgramsFileIsRefusedAndStaysAsItIs() throws Exception {
        try (Sql sql = Sql.open(file(), SHORT)) {
            sql.write(() -> sql.update("create table alembic_version (version_num varchar(32) not null)"));
            sql.write(() -> sql.update("insert into alembic_version values ('1b5f0d9ad7c1')"));
            sql.write(() -> sql.update("create table experiments (experiment_id integer)"));
        }
        byte[] before = Files.readAllBytes(file());
        assertRefused(
                this::open, "belongs to another program: it has no table studies but alembic_version, experiments");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void anOlderOptunasFileIsSentToItsUpgrade() {
        prepare("update alembic_version set version_num = 'v2.6.0.a'");
        assertRefused(this::open, "run: optuna storage upgrade --storage sqlite:///" + file());
    }

    @Test
    void everyStampOfTheSameTablesOpens() {
        for (String statement : List.of(
                "update alembic_version set version_num = 'v3.0.0.d'",
                "delete from alembic_version",
                "drop table alembic_version")) {
            prepare(statement);
            try (Storage storage = open()) {
                storage.startTrial(storage.createStudy(statement, Direction.MINIMIZE));
            }
        }
    }

    @Test
    void anUnknownStampOpensWithAWarning() {
        prepare("update alembic_version set version_num = 'v9.0.0.a'");
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Schema.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try (Storage storage = open()) {
            assertThat(storage.studyNames()).isEmpty();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(warnings)
                .containsExactly("the storage file " + file()
                        + " has the unknown schema v9.0.0.a, expected v3.2.0.a; it may not work");
    }

    @Test
    void aLockedFileIsRefusedAfterAWhile() {
        prepare();
        try (Sql other = Sql.open(file(), SHORT);
                Storage storage = open()) {
            other.write(() -> {
                assertRefused(
                        () -> storage.createStudy("a", Direction.MINIMIZE), "study.db is locked by another program");
                return true;
            });
            storage.createStudy("a", Direction.MINIMIZE);
        }
    }

    @Test
    void aFileThatAnotherProgramLocksWholeIsRefused() {
        try (Sql other = Sql.open(file(), SHORT)) {
            other.write(() -> other.update("create table x (y)"));
            other.update("begin exclusive");
            assertRefused(this::open, "study.db is locked by another program; close that program or wait");
            other.update("rollback");
        }
    }

    @Test
    void aFileThatAnotherProgramReadsKeepsItsJournalAndWorks() throws Exception {
        Fixture.copy(file());
        try (Sql other = Sql.open(file(), SHORT)) {
            other.read(() -> {
                other.list("select * from trials", row -> row.getInt(1));
                try (Storage storage = open()) {
                    assertThat(storage.studyNames()).hasSize(2);
                }
                return true;
            });
            assertThat(journal()).isEqualTo("delete");
        }
        open().close();
        assertThat(journal()).isEqualTo("wal");
    }

    private String journal() {
        try (Sql sql = Sql.open(file(), SHORT)) {
            return sql.first("pragma journal_mode", row -> row.getString(1)).orElseThrow();
        }
    }

    @Test
    void aFullDiskIsSaidAndTheStorageGoesOnWhenThereIsSpace() {
        Sql sql = Schema.open(file(), SHORT);
        try (Storage storage = new SqliteStorage(sql, CLOCK)) {
            long study = storage.createStudy("a", Direction.MINIMIZE);
            sql.list("pragma max_page_count = 45", row -> row.getInt(1));
            String big = "x".repeat(1_000_000);
            assertRefused(() -> storage.setStudyAttribute(study, "big", big), "the disk is full; free some space");
            sql.list("pragma max_page_count = 4500", row -> row.getInt(1));
            storage.setStudyAttribute(study, "big", big);
            assertThat(storage.studyAttributes(study)).containsEntry("big", big);
        }
    }

    @Test
    void aReadOnlyFileIsSaid() {
        Sql sql = Schema.open(file(), SHORT);
        try (Storage storage = new SqliteStorage(sql, CLOCK)) {
            sql.update("pragma query_only = 1");
            assertRefused(() -> storage.createStudy("a", Direction.MINIMIZE), "study.db cannot be written; give it");
        }
    }
}
