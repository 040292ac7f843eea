package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import joyul.check.InputException;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.TrialState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands in a file, what comes out is a value or one line. */
class HostileFileTest {
    private static final long SEED = 20261130;

    @TempDir
    Path folder = Path.of("");

    private byte[] whole = {};

    @BeforeEach
    void create() throws Exception {
        try (Storage storage = Storages.open("sqlite:" + file())) {
            long study = storage.createStudy("s", Direction.MINIMIZE);
            storage.setStudyAttribute(study, "settings", Map.of("a", List.of(1, "b")));
            for (int number = 0; number < 40; number++) {
                long trial = storage.startTrial(study).id();
                storage.setParameter(trial, "norm", "ghost", new ChoiceDomain(List.of("none", "ghost")));
                storage.setParameter(trial, "lr", 0.1, new FloatDomain(0.01, 1, Scale.LOG, null));
                storage.setReading(trial, 3, 1.5);
                storage.setAttribute(trial, "curve", List.of(1.0, 2.0));
                storage.finish(trial, TrialState.COMPLETE, 1.0 + number);
            }
            storage.enqueueTrial(study, Point.of(Map.of("lr", 0.5)));
        }
        whole = Files.readAllBytes(file());
    }

    private Path file() {
        return folder.resolve("study.db");
    }

    private void readAll(Storage storage) {
        for (String name : storage.studyNames()) {
            OptionalLong study = storage.findStudy(name);
            if (study.isPresent()) {
                storage.direction(study.getAsLong());
                storage.studyAttributes(study.getAsLong());
                storage.trials(study.getAsLong());
                storage.abandoned(study.getAsLong());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update trials set state = 'XYZ' where trial_id = 7"
                        + "| table trials, the trial with id 7: must be one of [WAITING, RUNNING, COMPLETE, PRUNED, FAIL],"
                        + " but was 'XYZ'",
                "update trials set number = null where trial_id = 7 | the trial with id 7: number must be a number",
                "update trials set number = 3 where trial_id = 7 | the trials with ids 4 and 7: both have the number 3",
                "update trials set datetime_start = 'yesterday' | datetime_start must be a time such as 2026-11-25",
                "update trial_values set value_type = 'x' where trial_id = 2 | table trial_values, the trial with id 2: must"
                        + " be one of [FINITE, INF_POS, INF_NEG, NAN], but was 'x'",
                "update trial_values set value = 'a lot' | value must be a number, but was 'a lot'",
                "update trial_values set value = null | value must be a number, but was 'null'",
                "update trial_params set param_value = 99 where param_name = 'norm' | table trial_params, the trial with id"
                        + " 1: the choice of 'norm' must be a number from 0 to 1, but was 99",
                "update trial_params set param_value = 0.5 where param_name = 'norm' | from 0 to 1, but was 0.5",
                "update trial_params set param_value = null where param_name = 'lr' | param_value must be a number",
                "update trial_params set distribution_json = null | distribution_json must be a text, but was absent",
                "update trial_params set distribution_json = '[' | which is not JSON",
                "update trial_params set distribution_json = '{\"name\": 3}' | the storage holds the distribution",
                "update trial_intermediate_values set step = 1099511627776 | step must be a whole number from 0 to"
                        + " 2147483647, but was '1099511627776'",
                "update trial_user_attributes set value_json = null where trial_id = 9 | table trial_user_attributes, the"
                        + " trial with id 9: value_json must be a text, but was absent",
                "update trial_system_attributes set value_json = '7' where \"key\" = 'fixed_params' | where a JSON object",
                "update study_user_attributes set value_json = '' | table study_user_attributes, study 1: the storage holds",
                "update study_directions set direction = 'UP' | must be MINIMIZE or MAXIMIZE, but was 'UP'",
                "delete from study_directions | study 1 has no direction",
                "alter table trials drop column datetime_start | is damaged or no study's",
            })
    void aWrongRowIsNamed(String statement, String message) {
        try (Sql sql = Sql.open(file(), Duration.ofSeconds(1))) {
            sql.write(() -> sql.update(statement));
        }
        try (Storage storage = Storages.look("sqlite:" + file())) {
            assertThatThrownBy(() -> readAll(storage))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining(file().toString());
        }
        assertThat(Storages.overviews("sqlite:" + file()))
                .allSatisfy(study -> assertThat(study.name()).isEqualTo("s"));
    }

    @Test
    void orphansAreNobodysAndHurtNobody() {
        try (Sql sql = Sql.open(file(), Duration.ofSeconds(1))) {
            sql.write(() -> sql.update("insert into trial_values (trial_id, objective, value, value_type)"
                    + " values (999, 0, 'x', 'y')"));
            sql.write(() -> sql.update("insert into trials (number, study_id, state) values (0, 99, 'XYZ')"));
        }
        try (Storage storage = Storages.look("sqlite:" + file())) {
            assertThat(storage.trials(1)).hasSize(41);
        }
    }

    @Test
    void jsonThatNestsThreeThousandDeepIsRefusedInAndOut() {
        String deep = "[".repeat(3000) + "]".repeat(3000);
        try (Sql sql = Sql.open(file(), Duration.ofSeconds(1))) {
            sql.write(() -> sql.update("update trial_user_attributes set value_json = ?", deep));
        }
        try (Storage storage = Storages.open("sqlite:" + file())) {
            assertThatThrownBy(() -> storage.trials(1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("which is not JSON or nests deeper than 64");
            Object nested = List.of();
            for (int depth = 0; depth < 3000; depth++) {
                nested = List.of(nested);
            }
            Object value = nested;
            assertThatThrownBy(() -> storage.setStudyAttribute(1, "deep", value))
                    .isInstanceOf(InputException.class)
                    .hasMessage("a stored value must nest at most 64 lists and maps");
        }
    }

    @Test
    void flippedBitsSwappedPagesAndCutEndsGiveAValueOrOneLine() throws Exception {
        damage(200);
    }

    @Test
    @Tag("slow")
    void thousandsOfThemToo() throws Exception {
        damage(20_000);
    }

    private void damage(int cases) throws Exception {
        int refused = 0;
        for (int index = 0; index < cases; index++) {
            Path file = folder.resolve("damaged.db");
            Files.write(file, damaged(new Random(SEED + index)));
            try (Storage storage = index % 2 == 0 ? Storages.look(file.toString()) : Storages.open(file.toString())) {
                readAll(storage);
                Storages.overviews(file.toString());
            } catch (InputException oneLine) {
                refused++;
            } catch (RuntimeException | StackOverflowError other) {
                throw new AssertionError("case " + index + " of seed " + SEED, other);
            }
            for (String beside : List.of("damaged.db-wal", "damaged.db-shm", "damaged.db-journal")) {
                Files.deleteIfExists(folder.resolve(beside));
            }
        }
        assertThat(refused).as("damage that is noticed").isGreaterThan(cases / 4);
    }

    private byte[] damaged(Random random) {
        byte[] bytes = whole.clone();
        int page = 4096;
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int flip = 0; flip <= random.nextInt(40); flip++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> {
                for (int flip = 0; flip <= random.nextInt(8); flip++) {
                    bytes[random.nextInt(200)] = (byte) random.nextInt(256);
                }
            }
            case 2 ->
                System.arraycopy(
                        whole,
                        page * random.nextInt(bytes.length / page),
                        bytes,
                        page * random.nextInt(bytes.length / page),
                        page);
            default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }
}
