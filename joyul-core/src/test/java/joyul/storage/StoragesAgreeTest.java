package joyul.storage;

import static joyul.storage.Fixture.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import joyul.check.InputException;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done, memory and SQLite tell the same of it, refusals included. */
class StoragesAgreeTest {
    private static final List<Domain> DOMAINS = List.of(
            new FloatDomain(-1, 1, Scale.LINEAR, null),
            new FloatDomain(0.1, 1, Scale.LOG, null),
            new IntDomain(1, 9, Scale.LINEAR, 2),
            new ChoiceDomain(List.of(0.5, 3, "x", true)));
    private static final List<Object> VALUES =
            List.of(0.5, 3, "x", true, Double.NaN, -1.0, Double.POSITIVE_INFINITY, List.of(1, 2.0));

    private static final List<TrialState> STATES = List.of(TrialState.values());

    /** One call with its answer. */
    private interface Call {
        Object on(Storage storage);
    }

    @TempDir
    Path folder = Path.of("");

    @Test
    void memoryAndSqliteAgreeOnRandomCalls() {
        try (Storage memory = new MemoryStorage(CLOCK);
                Storage sqlite = SqliteStorage.open(folder.resolve("a.db"), SqliteStorage.PATIENCE, CLOCK)) {
            for (int seed = 1; seed <= 200; seed++) {
                String name = "seed " + seed;
                Random random = new Random(seed);
                long study = memory.createStudy(name, Direction.MINIMIZE);
                assertThat(sqlite.createStudy(name, Direction.MINIMIZE)).isEqualTo(study);
                for (int call = 0; call < 15; call++) {
                    Call made = call(random, study, memory.trials(study));
                    assertThat(answer(sqlite, made))
                            .as("seed %d, call %d", seed, call)
                            .isEqualTo(answer(memory, made));
                }
                assertThat(sqlite.trials(study)).as(name).isEqualTo(memory.trials(study));
            }
        }
    }

    private static Object answer(Storage storage, Call call) {
        try {
            return call.on(storage);
        } catch (InputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Call call(Random random, long study, List<Trial> trials) {
        long trial =
                trials.isEmpty() ? 0 : trials.get(random.nextInt(trials.size())).id();
        Object value = VALUES.get(random.nextInt(VALUES.size()));
        Domain domain = DOMAINS.get(random.nextInt(DOMAINS.size()));
        String key = "k" + random.nextInt(2);
        int step = random.nextInt(3);
        double number = value instanceof Number real ? real.doubleValue() : 0;
        TrialState state = STATES.get(random.nextInt(STATES.size()));
        return switch (random.nextInt(8)) {
            case 0 -> storage -> storage.startTrial(study);
            case 1 -> storage -> storage.enqueueTrial(study, Point.of(Map.of(key, value)));
            case 2 -> storage -> storage.startWaitingTrial(study);
            case 3 -> storage -> done(() -> storage.setParameter(trial, key, value, domain));
            case 4 -> storage -> done(() -> storage.setReading(trial, step, number));
            case 5 -> storage -> done(() -> storage.setAttribute(trial, key, value));
            case 6 -> storage -> storage.finish(trial, state, number);
            default -> storage -> storage.trials(study);
        };
    }

    private static String done(Runnable call) {
        call.run();
        return "done";
    }
}
