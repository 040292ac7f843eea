package joyul.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The study that fixtures/optuna_study.py made with Optuna itself. */
final class Fixture {
    private Fixture() {}

    static Path copy(Path target) throws IOException {
        try (InputStream database = Fixture.class.getResourceAsStream("optuna.db")) {
            Files.copy(Objects.requireNonNull(database), target);
        }
        return target;
    }
}
