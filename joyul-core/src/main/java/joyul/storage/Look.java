package joyul.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;

/**
 * How SQLite must open a file so that looking leaves no trace. A file with a write-ahead log would get its two companions
 * even from a reader: without a log it is opened as one that never changes, and with one the shared memory that is there
 * is only read.
 */
final class Look {
    /** The header's byte that says how the file is written, and what it says with a write-ahead log. */
    private static final int WRITE_VERSION = 18;

    private static final int WRITE_AHEAD = 2;

    private Look() {}

    /** What follows the file's name in SQLite's URI (sqlite.org/c3ref/open.html). */
    static String at(Path named) {
        try {
            Path file = named.toRealPath();
            if (!writesAhead(file)) {
                return "";
            }
            Path log = beside(file, "-wal");
            if (!Files.exists(log) || Files.size(log) == 0) {
                return "?immutable=1";
            }
            if (!Files.exists(beside(file, "-shm"))) {
                throw new InputException("the storage file " + named + " has a log beside it (" + log.getFileName()
                        + ") that was not taken in; go on with its study once, or look at copies of both files");
            }
            return "?readonly_shm=1";
        } catch (IOException e) {
            throw new InputException("the storage file " + named + " could not be opened; check its permissions", e);
        }
    }

    private static boolean writesAhead(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(WRITE_VERSION + 1);
            return header.length > WRITE_VERSION && header[WRITE_VERSION] == WRITE_AHEAD;
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
