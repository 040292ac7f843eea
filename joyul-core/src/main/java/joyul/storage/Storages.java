package joyul.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import joyul.check.InputException;
import joyul.check.Quote;
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

    /**
     * Opens an SQLite file to read it: nothing of the file changes and no file appears, not even for a moment; what would
     * write fails.
     *
     * @throws InputException as {@link #open}, and where there is no such file
     */
    public static Storage look(String url) {
        return url.equals("memory:") ? open(url) : SqliteStorage.look(path(url));
    }

    /**
     * What the studies of an SQLite file are, those that cannot be opened included; looked at as by {@link #look}.
     *
     * @throws InputException as {@link #look}, where it is the file that cannot be read
     */
    public static List<StudyOverview> overviews(String url) {
        if (url.equals("memory:")) {
            return List.of();
        }
        Sql sql = Schema.look(path(url), SqliteStorage.PATIENCE);
        try (SqliteStorage storage = new SqliteStorage(sql, Clock.systemUTC())) {
            return StudyOverview.all(sql, storage);
        }
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
            throw new InputException("the storage's path " + Quote.of(path) + " is not a path: " + e.getReason(), e);
        }
    }

    private static InputException unknown(String url) {
        return new InputException("storage must be memory: or sqlite:PATH, but was " + Quote.of(url));
    }
}
