package joyul.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import joyul.check.InputException;

/**
 * What a table's text is encoded in: UTF-16 if a byte order mark says so, else UTF-8 if it is valid, else MS949 (as Korean
 * spreadsheets write it) if that reads as Korean, else windows-1252 (as Western ones do) if that reads as Western.
 */
final class Encoding {
    private static final String KOREAN = "x-windows-949";
    /** The encoding of the 2,350 syllables that Korean is written with; MS949 adds 8,822 that hardly occur. */
    private static final String COMMON = "EUC-KR";

    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Korean text of today has next to no other characters: a text of which less is Korean is another's. */
    private static final double MOSTLY = 0.85;

    private Encoding() {}

    static Charset of(TableBytes bytes) {
        byte[] head = bytes.head();
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (read(bytes, StandardCharsets.UTF_8).isPresent()) {
            return StandardCharsets.UTF_8;
        }
        if (Charset.isSupported(KOREAN)
                && read(bytes, Charset.forName(KOREAN)).filter(Seen::isKorean).isPresent()) {
            return Charset.forName(KOREAN);
        }
        if (read(bytes, WESTERN).filter(Seen::isWestern).isPresent()) {
            return WESTERN;
        }
        throw new InputException(bytes.name()
                + " is neither valid UTF-8 nor text in Korean (MS949) or a Western language (windows-1252);"
                + " save it as UTF-8");
    }

    /** A reader that throws {@link CharacterCodingException} at a byte that is not of this encoding. */
    static Reader open(TableBytes bytes, Charset charset) {
        // A lenient decoder would put U+FFFD into names, silently.
        return new InputStreamReader(
                bytes.open(),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /**
     * What characters a text has.
     *
     * @param foreign characters that are not ASCII
     * @param hangul those of them that are Korean syllables
     * @param common those of these that are common
     * @param lone those of them that are letters or signs with at most one more beside them
     */
    private record Seen(long foreign, long hangul, long common, long lone) {
        boolean isKorean() {
            return hangul >= MOSTLY * foreign && 2 * common >= hangul;
        }

        /** Western languages put few accents between plain letters; a word of nothing else is of another alphabet. */
        boolean isWestern() {
            return lone >= MOSTLY * foreign;
        }
    }

    /** Empty where a byte is not of this encoding. */
    private static Optional<Seen> read(TableBytes bytes, Charset charset) {
        long foreign = 0;
        long hangul = 0;
        long common = 0;
        long lone = 0;
        int run = 0;
        CharsetEncoder syllables =
                Charset.isSupported(COMMON) ? Charset.forName(COMMON).newEncoder() : null;
        char[] buffer = new char[1 << 14];
        try (Reader in = open(bytes, charset)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    char c = buffer[i];
                    if (c < 0x80) {
                        lone += run <= 2 ? run : 0;
                        run = 0;
                        continue;
                    }
                    foreign++;
                    run++;
                    if (c >= '\uac00' && c <= '\ud7a3' && !charset.equals(StandardCharsets.UTF_8)) {
                        hangul++;
                        common += syllables != null && syllables.canEncode(c) ? 1 : 0;
                    }
                }
            }
            return Optional.of(new Seen(foreign, hangul, common, lone + (run <= 2 ? run : 0)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw TableBytes.unreadable(bytes.name(), e);
        }
    }
}
