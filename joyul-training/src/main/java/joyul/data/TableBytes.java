package joyul.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;

/**
 * The bytes of a table, to be read from the start as often as needed: those of a file, unpacked if it is gzipped, or
 * those that a pipe gave once.
 */
final class TableBytes {
    private static final long MOST_BYTES = 4L << 30;
    private static final int MOST_PIPED = 1 << 30;
    private static final int HEAD = 1 << 16;

    private final String name;
    private final Source source;
    private final long size;

    private TableBytes(String name, Source source, long size) {
        this.name = name;
        this.source = source;
        this.size = size;
    }

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    /** Those of a file, which must hold text: another format is named for what it is. */
    static TableBytes of(Path file) {
        try {
            TableBytes bytes = Files.isRegularFile(file)
                    ? new TableBytes(file.toString(), () -> Files.newInputStream(file), Files.size(file))
                    : piped(file);
            if (bytes.size > MOST_BYTES) {
                throw new InputException(
                        file + " has " + bytes.size + " bytes, but a CSV file is read up to 4 GiB; use fewer rows");
            }
            ForeignFormat.refuse(bytes.name, bytes.head());
            return bytes;
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static TableBytes of(String name, byte[] bytes) {
        return new TableBytes(name, () -> new ByteArrayInputStream(bytes), bytes.length);
    }

    /** The name of the file, for messages. */
    String name() {
        return name;
    }

    InputStream open() {
        try {
            InputStream in = new BufferedInputStream(source.open(), HEAD);
            return Gunzip.isGzipped(in) ? new Gunzip(in, name, size) : in;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The first bytes. */
    byte[] head() {
        try (InputStream in = open()) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static InputException unreadable(String name, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new InputException("cannot read " + name + ": " + reason + "; check the file and its permissions", e);
    }

    /** A pipe can be read once: what it gives is kept. Its head is looked at first, for a device never ends. */
    private static TableBytes piped(Path file) throws IOException {
        // Not Files.newInputStream, whose stream asks for its place, which a pipe has not.
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), HEAD)) {
            in.mark(HEAD);
            ForeignFormat.refuse(file.toString(), in.readNBytes(HEAD / 2));
            in.reset();
            byte[] bytes = in.readNBytes(MOST_PIPED);
            if (bytes.length == MOST_PIPED) {
                throw new InputException(file + " gave more than 1 GiB; save it as a file and give that");
            }
            return of(file.toString(), bytes);
        }
    }
}
