package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import joyul.check.InputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The study that fixtures/optuna_study.py made with Optuna itself. */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-11-25T01:02:03.456789Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Fixture() {}

    static Path copy(Path target) throws IOException {
        try (InputStream database = Fixture.class.getResourceAsStream("optuna.db")) {
            Files.copy(Objects.requireNonNull(database), target);
        }
        return target;
    }

    static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
