package joyul.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import joyul.check.InputException;

/**
 * The text of a CSV file, its encoding and its field separator found out.
 *
 * @param charset what it was decoded with: UTF-16 if a byte order mark says so, else UTF-8 if it is valid, else MS949
 *     (as Korean spreadsheets write it)
 * @param separator the one of comma, semicolon and tab that the first line has most of, outside quotes
 */
record CsvText(String text, Charset charset, char separator) {
    private static final String KOREAN = "x-windows-949";
    private static final long MOST_BYTES = 1L << 30;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static CsvText read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(file + " has " + Files.size(file)
                        + " bytes, but a CSV file is read up to 1 GiB; use fewer rows");
            }
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e + "; check its permissions", e);
        }
    }

    static CsvText of(String name, byte[] bytes) {
        Charset charset = charset(name, bytes);
        String decoded = decode(bytes, charset)
                .orElseThrow(() -> new InputException(name + " is not valid " + charset + "; save it as UTF-8"));
        String text = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
        return new CsvText(text, charset, separator(text));
    }

    /** Whether the numbers of this file may have a decimal comma. */
    boolean mayHaveDecimalComma() {
        return separator != ',';
    }

    private static Charset charset(String name, byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (decode(bytes, StandardCharsets.UTF_8).isPresent()) {
            return StandardCharsets.UTF_8;
        }
        if (Charset.isSupported(KOREAN)
                && decode(bytes, Charset.forName(KOREAN)).isPresent()) {
            return Charset.forName(KOREAN);
        }
        throw new InputException(name + " is neither valid UTF-8 nor MS949 text; save it as UTF-8");
    }

    /** Empty where a byte is not of this encoding: a lenient decoder would put U+FFFD into names, silently. */
    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            // A new decoder reports malformed input instead of replacing it.
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static char separator(String text) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || !isLineEnd(text.charAt(i))); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted) {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }
        if (semicolons > commas && semicolons >= tabs) {
            return ';';
        }
        return tabs > commas ? '\t' : ',';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
