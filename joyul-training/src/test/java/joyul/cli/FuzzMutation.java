package joyul.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A valid input damaged in the ways in which files rot and attackers think; decided by its seed alone. */
final class FuzzMutation {
    /** No input grows beyond this, so that every bound on time and memory speaks of inputs below a megabyte. */
    static final int MOST_BYTES = 1 << 19;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e300",
            "-1e-300",
            "NaN",
            "Infinity",
            "2147483647",
            "9223372036854775807",
            "99999999999999999999999999",
            "1e999999999",
            "0x7fffffff",
            "9".repeat(1_001));

    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "...",
            "---",
            "!!float abc",
            "!!java.io.File x",
            "&a [*a]",
            "*a",
            "<<: *a",
            "\n\n",
            "\t",
            "\r",
            " ",
            "\u001b[2J",
            "\u0000",
            "\u202e",
            "조율",
            "🙂",
            "\ufeff",
            ",",
            ";",
            "\"",
            "'",
            "@/etc/passwd",
            "../../",
            "lambda e: ",
            "import os",
            "${x}",
            "%s%n",
            "</script>",
            "' OR 1=1 --");

    private static final List<String> NESTS =
            List.of("[", "(", "{", "- ", "{\"a\":", "[[", "a.", "Warmup(1, ", "not ", "-");

    private final Random random;

    FuzzMutation(long seed) {
        random = new Random(seed);
    }

    /** One to four changes; {@code other} is a second valid input of the same kind to splice with. */
    byte[] of(byte[] valid, byte[] other) {
        byte[] bytes = valid;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = once(bytes, other);
        }
        return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }

    private byte[] once(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(11)) {
            case 0 -> flipped(bytes, at);
            case 1 -> replaced(bytes, at, length, new byte[0]);
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> replaced(bytes, at, 0, repeated(slice(bytes, at, length), 1 + random.nextInt(4)));
            case 4 -> replaced(bytes, at, length, slice(other, random.nextInt(other.length + 1), length));
            case 5 -> replaced(bytes, at, 0, text(WORDS));
            case 6 -> replaced(bytes, at, length, text(WORDS));
            case 7 -> numberReplaced(bytes, at);
            case 8 -> replaced(bytes, at, 0, repeated(text(NESTS), 1 << random.nextInt(13)));
            case 9 -> replaced(bytes, at, 0, repeated(slice(bytes, at, length), 1 << random.nextInt(15)));
            default -> replaced(bytes, at, 0, repeated(" ".getBytes(StandardCharsets.UTF_8), 1 << random.nextInt(17)));
        };
    }

    private byte[] text(List<String> choices) {
        return choices.get(random.nextInt(choices.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** The first number behind a place becomes one that nobody expects. */
    private byte[] numberReplaced(byte[] bytes, int from) {
        int start = from;
        while (start < bytes.length && !isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        return replaced(bytes, start, end - start, text(NUMBERS));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] slice(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times && all.size() < MOST_BYTES; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        all.writeBytes(by);
        all.write(bytes, at + length, bytes.length - at - length);
        return all.toByteArray();
    }
}
