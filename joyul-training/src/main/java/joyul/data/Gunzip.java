package joyul.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import joyul.check.InputException;

/**
 * What a gzip file unpacks to, within a bound: a few bytes can stand for a thousand times as many, and a program that
 * believes them runs out of memory. Tables and images shrink to no less than a tenth.
 */
final class Gunzip extends FilterInputStream {
    private static final int MOST_PER_BYTE = 50;
    private static final long ALWAYS = 32L << 20;

    private final String name;
    private long left;

    Gunzip(InputStream gzipped, String name, long size) throws IOException {
        super(new GZIPInputStream(gzipped, 1 << 16));
        this.name = name;
        left = most(size);
    }

    /** The most bytes that a gzip file of this size is unpacked to. */
    static long most(long size) {
        return Math.max(ALWAYS, size * MOST_PER_BYTE);
    }

    /** Whether gzip's magic number comes next in a stream that can be marked. */
    static boolean isGzipped(InputStream in) throws IOException {
        in.mark(2);
        boolean gzipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzipped;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int read = super.read(to, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw new InputException(name + " unpacks to more than " + MOST_PER_BYTE
                    + " times its size; unpack it (gunzip) and give the file inside");
        }
    }
}
