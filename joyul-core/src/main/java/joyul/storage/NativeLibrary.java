package joyul.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import joyul.check.InputException;
import joyul.machine.CacheFolder;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, loaded once. The driver would unpack it into the folder of temporary files at every start,
 * where a killed process leaves it, and which may be full, missing, or closed to programs; so it is unpacked once into the
 * user's cache folder, and the driver's way is the second.
 */
final class NativeLibrary {
    /** The driver's settings: the folder to unpack into, and a folder and file that hold the library already. */
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    private static final String FOLDER = "org.sqlite.lib.path";
    private static final String FILE = "org.sqlite.lib.name";

    private static final String UNPACKING = "unpacking";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it if it is not loaded yet.
     *
     * @throws InputException where no folder will do
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        boolean settled = System.getProperty(FOLDER) != null || System.getProperty(TEMPORARY) != null;
        Path cached = settled ? null : cached(CacheFolder.ofUser());
        if (cached != null && loads(cached)) {
            loaded = true;
            sweep(Path.of(temporary()), "sqlite-*-" + cached.getFileName() + "*");
            return;
        }
        try {
            quietly(SQLiteJDBCLoader::initialize);
            loaded = true;
        } catch (Exception | LinkageError nowhere) {
            throw new InputException(
                    "SQLite's native library could be unpacked neither into " + CacheFolder.ofUser() + " nor into "
                            + temporary()
                            + "; name a folder that can be written and may hold programs by JOYUL_JAVA_OPTS=-D"
                            + TEMPORARY
                            + "=FOLDER",
                    nowhere);
        }
    }

    /** Where the driver unpacks. */
    private static String temporary() {
        return System.getProperty(TEMPORARY, System.getProperty("java.io.tmpdir", ""));
    }

    /**
     * Removes what killed processes left a day ago or earlier: the driver takes a library whose lock file is left for one
     * in use. A process that lives on has loaded its own, and does not look for it again.
     */
    static void sweep(Path folder, String names) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, names)) {
            left.forEach(each -> deleteIfOlder(each, yesterday));
        } catch (IOException | DirectoryIteratorException unreadable) {
            // What is left there does no harm but to space.
            return;
        }
    }

    private static void deleteIfOlder(Path file, Instant than) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(than)) {
                Files.delete(file);
            }
        } catch (IOException notOurs) {
            // In a folder that all may use, whoever may delete it will.
            return;
        }
    }

    private static boolean loads(Path library) {
        System.setProperty(FOLDER, Objects.requireNonNull(library.getParent()).toString());
        System.setProperty(FILE, Objects.requireNonNull(library.getFileName()).toString());
        try {
            quietly(SQLiteJDBCLoader::initialize);
            return true;
        } catch (Exception | LinkageError noexec) {
            System.clearProperty(FOLDER);
            System.clearProperty(FILE);
            return false;
        }
    }

    /** What loads. */
    private interface Loading {
        boolean load() throws Exception;
    }

    /** The driver logs every folder that will not do with the whole stack; what matters comes as an exception. */
    private static void quietly(Loading loading) throws Exception {
        Logger logger = Logger.getLogger(SQLiteJDBCLoader.class.getName());
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            loading.load();
        } finally {
            logger.setLevel(before);
        }
    }

    /** The library as a file in that folder, whole; null where that cannot be. */
    static @Nullable Path cached(Path folder) {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path file = folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion()).resolve(name);
        try (InputStream packed =
                SQLiteJDBCLoader.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (packed == null) {
                return null;
            }
            byte[] library = packed.readAllBytes();
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
                unpack(library, file);
            }
            return file;
        } catch (IOException unwritable) {
            return null;
        }
    }

    /** Beside the file and then in its place, so that no start ever loads half of it. */
    private static void unpack(byte[] library, Path file) throws IOException {
        Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        sweep(folder, UNPACKING + "*");
        Path whole = Files.createTempFile(folder, UNPACKING, null);
        try {
            Files.write(whole, library);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
