package joyul.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import joyul.check.InputException;
import joyul.study.Storage;

/** The storages by URL: {@code memory:} and {@code sqlite:PATH}. */
public final class Storages {
    private static final String SQLITE = "sqlite:";

    private Storages() {}

    /**
     * Opens a storage; a missing SQLite file is created with Optuna's tables (schema v3.2.0.a, Optuna 3.2 and newer).
     *
     * @param url {@code memory:}, {@code sqlite:PATH}, or a bare path that ends in {@code .db}; SQLAlchemy's
     *     {@code sqlite:///PATH}, as Optuna takes it, is understood too
     * @throws InputException for any other URL, a file that is not SQLite, damaged, locked or read-only, or that holds
     *     the tables of another program or of an Optuna older than 3.0
     */
    public static Storage open(String url) {
        Clock clock = Clock.systemUTC();
        if (url.equals("memory:")) {
            return new MemoryStorage(clock);
        }
        return SqliteStorage.open(path(url), SqliteStorage.PATIENCE, clock);
    }

    private static Path path(String url) {
        String path = url;
        if (url.startsWith(SQLITE)) {
            path = url.substring(SQLITE.length());
            path = path.startsWith("///") ? path.substring(3) : path;
        } else if (!url.toLowerCase(Locale.ROOT).endsWith(".db") || url.matches("\\w[\\w+.-]+:.*")) {
            throw unknown(url);
        }
        if (path.isBlank() || path.equals(":memory:")) {
            throw unknown(url);
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new InputException("the storage's path '" + path + "' is not a path: " + e.getReason(), e);
        }
    }

    private static InputException unknown(String url) {
        return new InputException("storage must be memory: or sqlite:PATH, but was '" + url + "'");
    }
}
