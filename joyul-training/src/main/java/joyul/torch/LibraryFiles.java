package joyul.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import joyul.check.InputException;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's libraries as files in JavaCPP's cache, each of them there whole or not at all.
 *
 * <p>JavaCPP unpacks a library in place, and while it loads one the system maps whatever that one depends on, checked or
 * not. After a first start that was killed, or beside another first start, that is half a file, and the process dies of
 * SIGBUS. So the libraries are unpacked here, before JavaCPP looks: under a lock, beside their final names, and renamed.
 * What has the size and the time of its entry in the jar JavaCPP takes as it is.
 */
public final class LibraryFiles {
    private static final String LOCK = ".joyul.lock";
    private static final String PREFIX = ".joyul-";

    private static List<URL> known = List.of();

    private LibraryFiles() {}

    /** Whether nothing is left to unpack. */
    public static boolean areUnpacked() {
        try {
            return missing(libraries(), cache()).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Unpacks what is missing or not whole; waits for another process that does so.
     *
     * @throws InputException if the cache cannot be written, saying where it is and what to do
     */
    static void unpack() {
        Path cache = Path.of(System.getProperty("user.home", "."), ".javacpp", "cache");
        try {
            cache = cache();
            unpack(libraries(), cache);
        } catch (IOException e) {
            throw new InputException(
                    "cannot unpack libtorch (some 450 MB) into " + cache + ": " + e.getMessage()
                            + "; make room there, or name another folder by"
                            + " JOYUL_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR",
                    e);
        }
    }

    private static Path cache() throws IOException {
        return Loader.getCacheDir().getCanonicalFile().toPath();
    }

    /** What {@link #search} finds, looked for once: it tries hundreds of names in every jar. */
    private static synchronized List<URL> libraries() {
        if (known.isEmpty()) {
            known = List.copyOf(search());
        }
        return known;
    }

    /** The libraries that JavaCPP will load from jars; those of the system stay where they are. */
    private static List<URL> search() {
        Properties platform = Loader.loadProperties();
        List<URL> found = new ArrayList<>();
        for (Class<?> user : List.of(Loader.class, openblas_nolapack.class, openblas.class, torch.class)) {
            ClassProperties properties = Loader.loadProperties(user, platform, true);
            List<String> names = new ArrayList<>(properties.get("platform.preload"));
            names.addAll(properties.get("platform.link"));
            names.add(properties.getProperty("platform.library"));
            for (String name : names) {
                URL[] places = Loader.findLibrary(user, properties, name);
                if (places.length > 0 && places[0].getProtocol().equals("jar")) {
                    found.add(places[0]);
                }
            }
        }
        return found;
    }

    static void unpack(List<URL> libraries, Path cache) throws IOException {
        if (missing(libraries, cache).isEmpty()) {
            return;
        }
        try (FileChannel lock =
                FileChannel.open(cache.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean isAlone = isLocked(lock);
            for (Map.Entry<Path, JarURLConnection> each :
                    missing(libraries, cache).entrySet()) {
                Path folder = Files.createDirectories(each.getKey().resolveSibling(""));
                if (isAlone) {
                    sweep(folder);
                }
                copy(each.getValue(), each.getKey(), folder.resolve(PREFIX + UUID.randomUUID()));
            }
        }
    }

    /** Where the file system knows no locks, two first starts unpack twice, and each rename is still a whole file. */
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.lock().isValid();
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** What is not yet there, or differs in size or time: by JavaCPP's own places and rules. */
    private static Map<Path, JarURLConnection> missing(List<URL> libraries, Path cache) throws IOException {
        Map<Path, JarURLConnection> missing = new LinkedHashMap<>();
        for (URL library : libraries) {
            JarURLConnection source = (JarURLConnection) library.openConnection();
            Path entry = Path.of(source.getEntryName());
            Path folder = cache.resolve(Path.of(source.getJarFile().getName()).getFileName())
                    .resolve(entry.resolveSibling(""));
            String renamed = library.getRef();
            Path file = folder.resolve(renamed == null ? entry.getFileName().toString() : renamed);
            boolean isWhole = Files.isRegularFile(file)
                    && Files.size(file) == source.getJarEntry().getSize()
                    && Files.getLastModifiedTime(file).toMillis()
                            == source.getJarEntry().getTime();
            if (!isWhole) {
                missing.put(file, source);
            }
        }
        return missing;
    }

    private static void copy(JarURLConnection source, Path file, Path temporary) throws IOException {
        try {
            try (InputStream in = source.getInputStream();
                    FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                in.transferTo(out);
                channel.force(true);
            }
            Files.setLastModifiedTime(
                    temporary, FileTime.fromMillis(source.getJarEntry().getTime()));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what a killed process left. */
    private static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }
}
