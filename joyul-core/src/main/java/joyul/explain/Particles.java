package joyul.explain;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Korean particles whose form depends on how the word before them ends when it is read aloud: {@code 3은} (sam),
 * {@code 4는} (sa), {@code 1로} (il), {@code SGD는}, {@code Adam은}. A text has both forms, as Korean writes them where
 * the word is not known: {@code {value}은(는)}.
 */
final class Particles {
    /** The form after a consonant, with that after a vowel. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("은", "는"),
            Map.entry("이", "가"),
            Map.entry("을", "를"),
            Map.entry("과", "와"),
            Map.entry("으로", "로"),
            Map.entry("이고", "고"),
            Map.entry("이며", "며"),
            Map.entry("이지만", "지만"),
            Map.entry("이나", "나"),
            Map.entry("이었", "였"));

    /** Both forms behind a gap; the first group is the form after a consonant. */
    static final String BOTH =
            "(" + String.join("|", FORMS.keySet()) + ")\\((?:" + String.join("|", FORMS.values()) + ")\\)";

    /** Digits as they are read: yeong, il, i, sam, sa, o, yuk, chil, pal, gu; a 0 may end sip, baek, cheon, too. */
    private static final String CONSONANT_DIGITS = "036";

    private static final String L_DIGITS = "178";

    /** Written endings that are read with a consonant at the end: Adam, train, step, plot, check, metric. */
    private static final Pattern CONSONANT_WORD =
            Pattern.compile(".*([mn]|[mn]e|ng|(?<![aeiou])[aeiou][pt]|up|ck|ic|[aeiou]b)", Pattern.CASE_INSENSITIVE);

    /** Written endings that are read with an l at the end: model, scale. */
    private static final Pattern L_WORD = Pattern.compile(".*(l|le|ll)", Pattern.CASE_INSENSITIVE);

    private Particles() {}

    private enum End {
        VOWEL,
        L,
        CONSONANT
    }

    /**
     * The particle that fits behind a word.
     *
     * @param particle in its form after a consonant, such as {@code 은}
     */
    static String after(String word, String particle) {
        End end = end(word);
        boolean open = end == End.VOWEL || (end == End.L && particle.equals("으로"));
        return open ? FORMS.getOrDefault(particle, particle) : particle;
    }

    /** How what is read last ends: brackets and quotation marks are not read. */
    private static End end(String word) {
        int last = word.length() - 1;
        while (last >= 0 && !Character.isLetterOrDigit(word.charAt(last)) && word.charAt(last) != '%') {
            last--;
        }
        if (last < 0 || word.charAt(last) == '%') {
            return End.VOWEL;
        }
        char read = word.charAt(last);
        if (read >= '가' && read <= '힣') {
            int coda = (read - '가') % 28;
            return coda == 0 ? End.VOWEL : coda == 8 ? End.L : End.CONSONANT;
        }
        if (Character.isDigit(read)) {
            return among(read, CONSONANT_DIGITS, L_DIGITS);
        }
        boolean spelt = Character.isUpperCase(read) && (last == 0 || !Character.isLowerCase(word.charAt(last - 1)));
        return spelt ? among(read, "MN", "LR") : ofWord(word.substring(0, last + 1));
    }

    private static End among(char read, String consonants, String endingInL) {
        if (consonants.indexOf(read) >= 0) {
            return End.CONSONANT;
        }
        return endingInL.indexOf(read) >= 0 ? End.L : End.VOWEL;
    }

    private static End ofWord(String word) {
        if (L_WORD.matcher(word).matches()) {
            return End.L;
        }
        return CONSONANT_WORD.matcher(word).matches() ? End.CONSONANT : End.VOWEL;
    }
}
