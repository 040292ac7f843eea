package joyul.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Hand-made IDX files for tests. */
final class IdxFiles {
    private IdxFiles() {}

    /** The magic number, the sizes and the bytes, as the format says. */
    static byte[] idx(int magic, int[] sizes, byte[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        buffer.putInt(magic);
        for (int size : sizes) {
            buffer.putInt(size);
        }
        return buffer.put(values).array();
    }

    /** Images of 2 x 3 whose pixels count up from 0. */
    static byte[] images(int count) {
        byte[] values = new byte[count * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        return idx(Idx.IMAGES, new int[] {count, 2, 3}, values);
    }

    /** Labels 0, 1, 2, 0, 1, 2 and so on. */
    static byte[] labels(int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (i % 3);
        }
        return idx(Idx.LABELS, new int[] {count}, values);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A complete folder of 30 training and 9 test images; the training images are gzipped. */
    static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(images(30)));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(30));
        Files.write(folder.resolve("t10k-images.idx3-ubyte"), images(9));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(9));
        return folder;
    }
}
