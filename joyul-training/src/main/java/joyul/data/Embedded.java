package joyul.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import joyul.check.InputException;

/**
 * A data set inside the jar: six gzipped IDX files (images and labels of train, validation and test), their {@code
 * SHA256SUMS}, the seed of the drawing in {@code drawn.json} and the licence. Made by {@code fixtures/embedded_data.py}
 * with the seed 20171.
 *
 * <p>Loading relies on gzip's own CRC-32 to notice a damaged jar; the SHA-256 of 6 MB would double its 0.1 s.
 */
record Embedded(String name, List<String> classes) {
    Data load() {
        return Data.of(name, part("train"), part("validation"), part("test"));
    }

    private Examples part(String part) {
        String images = part + "-images-idx3-ubyte.gz";
        String labels = part + "-labels-idx1-ubyte.gz";
        return IdxFolder.examples(images, read(images, Idx.IMAGES), labels, read(labels, Idx.LABELS), classes);
    }

    private Idx read(String file, int magic) {
        String where = "the embedded file " + name + "/" + file;
        try (InputStream in = Embedded.class.getResourceAsStream(name + "/" + file)) {
            if (in == null) {
                throw new InputException(where + " is missing; build or install Joyul again");
            }
            return Idx.readEmbedded(in.readAllBytes(), where, magic);
        } catch (IOException e) {
            throw new InputException(where + " cannot be read (" + e + "); build or install Joyul again", e);
        }
    }
}
