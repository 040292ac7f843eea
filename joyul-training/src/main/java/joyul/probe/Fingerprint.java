package joyul.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import joyul.model.Model;

/** A checksum over all of a model's state: names, weights and statistics, to the bit. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 in hexadecimal. */
    static String of(Model model) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            model.state().forEach((name, values) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.numbers().length);
                for (float number : values.numbers()) {
                    bytes.putFloat(number);
                }
                digest.update(bytes.array());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
