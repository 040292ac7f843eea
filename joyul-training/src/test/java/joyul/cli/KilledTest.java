package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import joyul.storage.Storages;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any instant loses nothing that was finished. */
class KilledTest {
    private static final long SEED = 20261125;
    private static final int KILLS = 10;
    private static final String EPOCHS = "epochs=120";

    @TempDir
    Path folder;

    @Test
    void aTrainingKilledTenTimesEndsWithTheSameWeights() throws Exception {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        assertThat(Ran.joyul(train(whole)).code()).isZero();
        SplittableRandom random = new SplittableRandom(SEED);
        boolean inAWrite = false;
        Child child = Child.joyul(train(killed));
        for (int kill = 0; kill < KILLS; kill++) {
            long before = modified(killed);
            child.await(() -> modified(killed) != before);
            Thread.sleep(random.nextInt(60));
            if (kill % 2 == 1) {
                // The next checkpoint is being written as soon as its hidden sibling is there.
                child.await(() -> !unfinished(killed).isEmpty(), 0);
            }
            child.kill();
            inAWrite |= !unfinished(killed).isEmpty();
            assertThat(Checkpoint.read(killed.resolve("checkpoint.safetensors")).step())
                    .isPositive();
            for (Path part : unfinished(killed)) {
                Files.delete(part);
            }
            child = Child.joyul("train", "--resume", "--out", killed.toString());
        }
        assertThat(child.end()).as(child.log()).isZero();
        assertThat(inAWrite)
                .as("a kill in the middle of writing a checkpoint, seed " + SEED)
                .isTrue();
        assertThat(hash(killed)).as("seed " + SEED).isEqualTo(hash(whole));
        assertThat(steps(killed)).isEqualTo(steps(whole));
    }

    private static String[] train(Path out) {
        return new String[] {
            "train", "--data", "digits", "--set", "network=mlp", "--set", EPOCHS, "--out", out.toString()
        };
    }

    private static long modified(Path run) {
        try {
            Path checkpoint = run.resolve("checkpoint.safetensors");
            return Files.exists(checkpoint)
                    ? Files.getLastModifiedTime(checkpoint).toMillis()
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<Path> unfinished(Path run) {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".checkpoint"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path run) throws Exception {
        byte[] weights = Files.readAllBytes(run.resolve("weights.safetensors"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
    }

    /** Each step stands in the log once, with the same loss and rate. */
    private static List<String> steps(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.startsWith("{\"step\""))
                .toList();
    }

    @Test
    void aTuneKilledTwiceLosesNoFinishedTrial() throws Exception {
        String[] tune = tune("10 trials or 15s");
        Child child = Child.joyul(tune);
        String[] resume = Stream.concat(Stream.of(tune), Stream.of("--resume")).toArray(String[]::new);
        List<Trial> before = List.of();
        for (int enough : new int[] {2, 4}) {
            child.await(() -> ended().size() >= enough);
            child.kill();
            assertThat(ended()).containsAll(before);
            before = ended();
            child = Child.joyul(resume);
        }
        assertThat(child.end()).as(child.log()).isZero();
        assertThat(ended()).containsAll(before);
        assertThat(trials()).noneMatch(trial -> trial.state() == TrialState.RUNNING);
    }

    @Test
    void aTuneKilledTenTimesSoonAfterItsResumeLosesNoFinishedTrial() throws Exception {
        Child child = Child.joyul(tune("12 trials or 15s"));
        child.await(() -> ended().size() >= 2);
        child.kill();
        List<Trial> before = ended();
        String[] resume = {"tune", "--resume", "--out", folder.toString(), "--budget", "10s"};
        SplittableRandom random = new SplittableRandom(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            child = Child.joyul(resume);
            Thread.sleep(random.nextInt(200, 2_000));
            child.kill();
            assertThat(ended()).as("seed " + SEED + ", kill " + kill).containsAll(before);
            before = ended();
        }
        child = Child.joyul(resume);
        assertThat(child.end()).as(child.log()).isZero();
        assertThat(ended()).containsAll(before);
        assertThat(trials()).noneMatch(trial -> trial.state() == TrialState.RUNNING);
        assertThat(folder.resolve("weights.safetensors")).exists();
    }

    private String[] tune(String budget) {
        return new String[] {
            "tune", "digits", "--network", "mlp", "--budget", budget, "--jobs", "2", "--out", folder.toString()
        };
    }

    private List<Trial> trials() {
        if (!Files.exists(folder.resolve("joyul.db"))) {
            return List.of();
        }
        try (Storage storage = Storages.open("sqlite:" + folder.resolve("joyul.db"))) {
            return storage.findStudy("tune").isPresent()
                    ? storage.trials(storage.findStudy("tune").getAsLong())
                    : List.of();
        }
    }

    private List<Trial> ended() {
        return trials().stream().filter(trial -> trial.state().finished()).toList();
    }
}
