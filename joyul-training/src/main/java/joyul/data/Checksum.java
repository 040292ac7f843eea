package joyul.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of data; what it covers is specified at {@link Data#checksum}. */
final class Checksum {
    private static final int CHUNK = 1 << 14;

    private final MessageDigest digest = sha256();

    private Checksum() {}

    static String of(Examples... parts) {
        Checksum checksum = new Checksum();
        for (Examples part : parts) {
            checksum.add(part);
        }
        return HexFormat.of().formatHex(checksum.digest.digest());
    }

    private void add(Examples part) {
        Features features = part.features();
        Targets targets = part.targets();
        String head = part.size() + " " + Arrays.toString(part.shape()) + " "
                + kind(features) + " "
                + (targets instanceof Targets.Labels labels ? labels.classes().size() + " classes" : "values") + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        if (features instanceof Features.Bytes bytes) {
            digest.update(bytes.values());
        } else if (features instanceof Features.Floats floats) {
            add(floats.values());
        } else if (features instanceof Features.Doubles doubles) {
            add(doubles.values());
        }
        if (targets instanceof Targets.Labels labels) {
            add(labels.values());
        } else if (targets instanceof Targets.Values values) {
            addNarrowed(values.values());
        }
    }

    /** {@code bytes}, {@code floats} or {@code doubles}. */
    static String kind(Features features) {
        if (features instanceof Features.Bytes) {
            return "bytes";
        }
        return features instanceof Features.Floats ? "floats" : "doubles";
    }

    private void addNarrowed(double[] values) {
        float[] narrow = new float[values.length];
        boolean all = true;
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
            all &= narrow[i] == values[i];
        }
        if (all) {
            add(narrow);
        } else {
            add(values);
        }
    }

    private void add(double[] values) {
        ByteBuffer chunk = chunk();
        for (double value : values) {
            if (!chunk.hasRemaining()) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            chunk.putDouble(value);
        }
        digest.update(chunk.flip());
    }

    private void add(float[] values) {
        ByteBuffer chunk = chunk();
        for (float value : values) {
            if (!chunk.hasRemaining()) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            chunk.putFloat(value);
        }
        digest.update(chunk.flip());
    }

    private void add(int[] values) {
        ByteBuffer chunk = chunk();
        for (int value : values) {
            if (!chunk.hasRemaining()) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            chunk.putInt(value);
        }
        digest.update(chunk.flip());
    }

    private static ByteBuffer chunk() {
        return ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
