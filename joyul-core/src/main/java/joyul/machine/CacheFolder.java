package joyul.machine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which Joyul keeps what it can make again: the one that the system property {@code joyul.cache} names, else
 * {@code joyul} below {@code XDG_CACHE_HOME}, else below {@code .cache} of the home folder. It need not exist.
 */
public final class CacheFolder {
    /** The system property that names another folder. */
    public static final String PROPERTY = "joyul.cache";

    private CacheFolder() {}

    /** The user's own. */
    public static Path ofUser() {
        return of(
                System.getProperty(PROPERTY),
                System.getenv("XDG_CACHE_HOME"),
                Path.of(System.getProperty("user.home", ".")));
    }

    /** By the XDG base directory specification a folder of caches that is not absolute counts as none. */
    static Path of(@Nullable String named, @Nullable String caches, Path home) {
        if (named != null) {
            return Path.of(named);
        }
        Path below = caches == null || !Path.of(caches).isAbsolute() ? home.resolve(".cache") : Path.of(caches);
        return below.resolve("joyul");
    }
}
