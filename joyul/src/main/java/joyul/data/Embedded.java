package joyul.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joyul.check.InputException;

/**
 * A data set inside the jar: six gzipped IDX files (images and labels of train, validation and test), their {@code
 * SHA256SUMS}, the seed of the drawing in {@code drawn.json} and the licence. Made by {@code fixtures/embedded_data.py}
 * with the seed 20171.
 */
record Embedded(String name, List<String> classes) {
    Data load() {
        Map<String, String> sums = sums();
        return Data.of(name, part("train", sums), part("validation", sums), part("test", sums));
    }

    private Examples part(String part, Map<String, String> sums) {
        String images = part + "-images-idx3-ubyte.gz";
        String labels = part + "-labels-idx1-ubyte.gz";
        return IdxFolder.examples(
                images,
                Idx.read(verified(images, sums), images, Idx.IMAGES),
                labels,
                Idx.read(verified(labels, sums), labels, Idx.LABELS),
                classes);
    }

    private byte[] verified(String file, Map<String, String> sums) {
        byte[] bytes = bytes(file);
        check(name + "/" + file, bytes, sums.getOrDefault(file, "none"));
        return bytes;
    }

    static void check(String what, byte[] bytes, String expected) {
        String actual = Checksum.of(bytes);
        if (!actual.equals(expected)) {
            throw new InputException("the embedded file " + what + " is damaged: its SHA-256 is " + actual
                    + ", but must be " + expected + "; build or install Joyul again");
        }
    }

    private Map<String, String> sums() {
        Map<String, String> sums = new TreeMap<>();
        new String(bytes("SHA256SUMS"), StandardCharsets.UTF_8).lines().forEach(line -> {
            int gap = line.indexOf("  ");
            sums.put(line.substring(gap + 2), line.substring(0, gap));
        });
        return sums;
    }

    private byte[] bytes(String file) {
        try (InputStream in = Embedded.class.getResourceAsStream(name + "/" + file)) {
            if (in == null) {
                throw new InputException(
                        "the embedded file " + name + "/" + file + " is missing; build or install Joyul again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InputException("the embedded file " + name + "/" + file + " cannot be read: " + e, e);
        }
    }
}
