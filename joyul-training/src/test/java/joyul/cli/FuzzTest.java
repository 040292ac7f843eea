package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile input, through every door of the command line: it is taken, or refused by one line, within two
 * seconds of computing and 256 MB of heap. What once broke a door lies in the corpus and is replayed.
 */
class FuzzTest {
    /** Inputs that broke something, by the name of their target, below this folder of the test's resources. */
    private static final Path CORPUS = Path.of("src/test/resources/joyul/cli/fuzz");

    private static final long SEED = 20261130;

    @TempDir
    static Path made;

    private static List<FuzzTarget> targets = List.of();

    @BeforeAll
    static void makeWhatOnlyARunCanWrite() throws IOException {
        targets = FuzzTargets.all(made);
    }

    @Test
    void whatOnceBrokeADoorIsRefused() throws Exception {
        List<String> faults = new ArrayList<>();
        for (FuzzTarget target : targets) {
            for (Path file : corpus(target)) {
                verdict(target, Files.readAllBytes(file))
                        .ifPresent(fault -> faults.add(target + " " + file.getFileName() + ": " + fault));
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<Path> corpus(FuzzTarget target) throws IOException {
        Path folder = CORPUS.resolve(target.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void validInputIsTaken() throws Exception {
        for (FuzzTarget target : targets) {
            for (byte[] seed : target.seeds()) {
                assertThat(verdict(target, seed)).as(target.name()).isEmpty();
            }
        }
    }

    @Test
    void damagedInputIsTakenOrRefused() throws Exception {
        attack(150);
    }

    /** {@code -Djoyul.fuzz.inputs=N} and {@code -Djoyul.fuzz.seed=N} choose how many and which. */
    @Test
    @Tag("slow")
    void fiftyThousandDamagedInputsAreTakenOrRefused() throws Exception {
        attack(Long.getLong("joyul.fuzz.inputs", 50_000));
    }

    private static void attack(long inputs) throws Exception {
        long first = Long.getLong("joyul.fuzz.seed", SEED);
        Path faulty = Path.of("target", "fuzz");
        List<String> faults = new ArrayList<>();
        for (long i = 0; i < inputs; i++) {
            FuzzTarget target = targets.get((int) (i % targets.size()));
            byte[] input = input(target, first + i);
            Optional<String> fault = verdict(target, input);
            if (fault.isPresent()) {
                Path file =
                        Files.createDirectories(faulty.resolve(target.name())).resolve((first + i) + ".bin");
                Files.write(file, input);
                faults.add(target + " " + file + ": " + fault.get().strip());
            }
        }
        assertThat(faults).isEmpty();
    }

    private static byte[] input(FuzzTarget target, long seed) {
        int seeds = target.seeds().size();
        byte[] valid = target.seeds().get(Math.floorMod(seed / 31, seeds));
        byte[] other = target.seeds().get(Math.floorMod(seed / 7, seeds));
        return new FuzzMutation(seed).of(valid, other);
    }

    private static Optional<String> verdict(FuzzTarget target, byte[] input) throws Exception {
        Path folder = Files.createTempDirectory(made, "case");
        try {
            return FuzzVerdict.of(() -> target.door().open(input, folder));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }
}
