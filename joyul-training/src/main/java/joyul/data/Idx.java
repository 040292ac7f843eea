package joyul.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import joyul.check.InputException;

/**
 * One file of the IDX format of MNIST, gzipped or not: a magic number {@code 0x0000080D} (unsigned bytes, D dimensions),
 * D big-endian 32-bit sizes, then the bytes.
 */
final class Idx {
    static final int IMAGES = 0x00000803;
    static final int LABELS = 0x00000801;

    private final int[] sizes;
    private final byte[] values;

    private Idx(int[] sizes, byte[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    /** Where the bytes come from, for messages. */
    private record Source(String name, long bytes, String remedy) {
        InputException truncated(long expected, long actual) {
            return new InputException(name + " is truncated: its head says " + expected + " bytes, but it has " + actual
                    + " (uncompressed); " + remedy);
        }
    }

    static Idx read(Path file, int magic) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in, new Source(file.toString(), Files.size(file), "fetch the file again"), magic);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e + "; check the path and its permissions", e);
        }
    }

    /** A file that is part of Joyul. */
    static Idx readEmbedded(byte[] file, String name, int magic) {
        try {
            Source source = new Source(name, file.length, "build or install Joyul again");
            return read(new ByteArrayInputStream(file), source, magic);
        } catch (IOException e) {
            throw new InputException("cannot read " + name + ": " + e, e);
        }
    }

    /** How many examples. */
    int count() {
        return sizes[0];
    }

    /** The size of dimension {@code d}; of images 1 is the height and 2 the width. */
    int size(int d) {
        return sizes[d];
    }

    /** The array itself, not a copy. */
    byte[] values() {
        return values;
    }

    /** The bytes as class labels. */
    int[] labels() {
        return IntStream.range(0, values.length).map(i -> values[i] & 0xFF).toArray();
    }

    private static Idx read(InputStream file, Source source, int magic) throws IOException {
        boolean gzipped = Gunzip.isGzipped(file);
        long most = gzipped ? Gunzip.most(source.bytes()) : source.bytes();
        try {
            return parse(gzipped ? new Gunzip(file, source.name(), source.bytes()) : file, source, most, magic);
        } catch (ZipException e) {
            throw new InputException(
                    source.name() + " is damaged (" + e.getMessage() + " in its gzip data); " + source.remedy(), e);
        } catch (EOFException e) {
            throw new InputException(
                    source.name() + " is truncated: its gzip data end too early; " + source.remedy(), e);
        }
    }

    private static Idx parse(InputStream in, Source source, long most, int magic) throws IOException {
        int dimensions = magic & 0xFF;
        int headBytes = 4 + 4 * dimensions;
        byte[] head = new byte[headBytes];
        int headRead = fill(in, head);
        ByteBuffer numbers = ByteBuffer.wrap(head);
        int seen = numbers.getInt();
        if (headRead >= 4 && seen != magic) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s starts with the magic number 0x%08X, but an IDX file of %s starts with 0x%08X; %s",
                    source.name(),
                    seen,
                    magic == IMAGES ? "images" : "labels",
                    magic,
                    "check that the file has the name of its content"));
        }
        if (headRead < headBytes) {
            throw source.truncated(headBytes, headRead);
        }
        int[] sizes = new int[dimensions];
        long bytes = 1;
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = numbers.getInt();
            bytes = sizes[d] < 0 || bytes > Integer.MAX_VALUE ? Long.MAX_VALUE / 2 : bytes * sizes[d];
        }
        if (bytes <= 0 || bytes > Integer.MAX_VALUE - 64) {
            throw new InputException(source.name() + " says it holds " + sizesText(sizes)
                    + " bytes, which must be between 1 and 2 GB; the file is damaged or of another kind");
        }
        // The head may say anything; the file has no more than this.
        byte[] values = new byte[(int) Math.min(bytes, most)];
        int read = fill(in, values);
        if (read < bytes) {
            throw source.truncated(headBytes + bytes, (long) headBytes + read);
        }
        if (in.read() >= 0) {
            throw new InputException(source.name() + " is longer than the " + (headBytes + bytes)
                    + " bytes that its head (" + sizesText(sizes) + ") says; the file is damaged or of another kind");
        }
        return new Idx(sizes, values);
    }

    /** Fills the array as far as the file goes; a gzip file cut off in the middle throws instead of ending. */
    private static int fill(InputStream in, byte[] values) throws IOException {
        int read = 0;
        try {
            while (read < values.length) {
                int more = in.read(values, read, values.length - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (EOFException e) {
            return read;
        }
        return read;
    }

    private static String sizesText(int[] sizes) {
        return String.join(
                " x ", IntStream.of(sizes).mapToObj(Integer::toUnsignedString).toList());
    }
}
