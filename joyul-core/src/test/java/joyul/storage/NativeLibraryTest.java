package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class NativeLibraryTest {
    @TempDir
    Path folder = Path.of("");

    /** Opens a storage and says what came of it. */
    static final class Opens {
        public static void main(String[] arguments) {
            try {
                Storages.open("sqlite:" + arguments[0]).close();
                Child.say("opened");
            } catch (RuntimeException failure) {
                Child.say(failure);
            }
        }
    }

    private String opens(Path cache, String temporary) throws Exception {
        Child child = Child.start(
                List.of("-Djoyul.cache=" + cache, "-Djava.io.tmpdir=" + temporary),
                Opens.class.getName(),
                folder.resolve("study.db"));
        String said = String.join("\n", child.said.lines().toList());
        assertThat(child.end()).isZero();
        return said;
    }

    @Test
    void aMissingFolderOfTemporaryFilesDoesNotMatter() throws Exception {
        assertThat(opens(folder.resolve("cache"), "/nonexistent")).isEqualTo("opened");
    }

    @Test
    void aCacheFolderThatIsAFileDoesNotMatter() throws Exception {
        Path file = Files.writeString(folder.resolve("cache"), "x", StandardCharsets.UTF_8);
        assertThat(opens(file, folder.toString())).isEqualTo("opened");
    }

    @Test
    void withNeitherFolderOneLineSaysWhatToDo() throws Exception {
        Path file = Files.writeString(folder.resolve("cache"), "x", StandardCharsets.UTF_8);
        assertThat(opens(file, "/nonexistent"))
                .isEqualTo("joyul.check.InputException: SQLite's native library could be unpacked neither into " + file
                        + " nor into /nonexistent; name a folder that can be written and may hold programs by"
                        + " JOYUL_JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER");
    }

    @Test
    void whatKilledProcessesLeftADayAgoIsSweptAndNothingElse() throws Exception {
        String library = LibraryLoaderUtil.getNativeLibName();
        Path whole = Objects.requireNonNull(NativeLibrary.cached(folder.resolve("cache")));
        List<Path> old = List.of(
                old(folder.resolve("sqlite-3.1.0-04098a21-" + library)),
                old(folder.resolve("sqlite-3.1.0-04098a21-" + library + ".lck")));
        List<Path> kept = List.of(
                Files.createFile(folder.resolve("sqlite-3.1.0-4711-" + library)),
                old(folder.resolve("sqlite-" + library + ".txt")),
                old(folder.resolve("notes.txt")));
        Path half = old(whole.resolveSibling("unpacking4711.tmp"));
        Files.write(whole, new byte[100]);

        assertThat(opens(folder.resolve("cache"), folder.toString())).isEqualTo("opened");

        assertThat(old).allSatisfy(each -> assertThat(each).doesNotExist());
        assertThat(half).doesNotExist();
        assertThat(kept).allSatisfy(each -> assertThat(each).exists());
    }

    private static Path old(Path file) throws IOException {
        Files.createFile(file);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    }

    @Test
    void itIsUnpackedOnceAndWholeByAllWhoStartAtOnceAndADamagedOneIsReplaced() throws Exception {
        Path first = Objects.requireNonNull(NativeLibrary.cached(folder));
        byte[] whole = Files.readAllBytes(first);
        Files.write(first, new byte[100]);
        ExecutorService starts = Executors.newFixedThreadPool(4);
        List<Future<@Nullable Path>> files = new ArrayList<>();
        for (int start = 0; start < 8; start++) {
            Callable<@Nullable Path> cached = () -> NativeLibrary.cached(folder);
            files.add(starts.submit(cached));
        }
        for (Future<@Nullable Path> file : files) {
            assertThat(file.get()).isEqualTo(first);
        }
        starts.shutdown();
        assertThat(Files.readAllBytes(first)).isEqualTo(whole);
        try (var left = Files.list(Objects.requireNonNull(first.getParent()))) {
            assertThat(left).containsExactly(first);
        }
    }
}
