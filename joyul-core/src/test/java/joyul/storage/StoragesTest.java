package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import joyul.study.Direction;
import joyul.study.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoragesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void memoryIsForgotten() {
        try (Storage storage = Storages.open("memory:")) {
            storage.createStudy("a", Direction.MINIMIZE);
        }
        try (Storage storage = Storages.open("memory:")) {
            assertThat(storage.studyNames()).isEmpty();
        }
    }

    @Test
    void aFileIsNamedByUrlOrByItsBarePath() {
        String path = folder.resolve("a.db").toString();
        try (Storage storage = Storages.open(path)) {
            storage.createStudy("a", Direction.MINIMIZE);
        }
        for (String url : List.of("sqlite:" + path, "sqlite:///" + path, path)) {
            try (Storage storage = Storages.open(url)) {
                assertThat(storage.studyNames()).as(url).containsExactly("a");
            }
        }
    }

    @Test
    void anyOtherUrlIsRefusedWithTheTwoForms() {
        for (String url : List.of(
                "",
                "memory",
                "sqlite:",
                "sqlite::memory:",
                "study.sqlite",
                "postgresql://host/study.db",
                "jdbc:sqlite:a.db")) {
            assertRefused(() -> Storages.open(url), "storage must be memory: or sqlite:PATH, but was '" + url + "'");
        }
        assertRefused(() -> Storages.open("sqlite:a\0b.db"), "is not a path");
    }
}
