package joyul.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuoteTest {
    @Test
    void aShortTextIsShownAsItIs() {
        assertThat(Quote.of("learning_rate")).isEqualTo("'learning_rate'");
        assertThat(Quote.of("조율 0.1")).isEqualTo("'조율 0.1'");
    }

    @Test
    void aLongTextIsCutAndItsLengthSaid() {
        assertThat(Quote.of("z".repeat(290_000))).isEqualTo("'" + "z".repeat(80) + "…' (290000 characters)");
        assertThat(Quote.of("z".repeat(80))).isEqualTo("'" + "z".repeat(80) + "'");
        assertThat(Quote.name("z".repeat(81))).isEqualTo("z".repeat(80) + "…");
    }

    @Test
    void aCutKeepsSurrogatePairsWhole() {
        assertThat(Quote.of("🙂".repeat(90))).isEqualTo("'" + "🙂".repeat(80) + "…' (180 characters)");
        assertThat(Quote.of("\ud83d!")).isEqualTo("'\\ud83d!'");
    }

    @Test
    void lineBreaksAndTerminalEscapesAreVisible() {
        assertThat(Quote.of("a\nb\r\tc\u001b[2Jd\u009be\u007f")).isEqualTo("'a\\nb\\r\\tc\\x1b[2Jd\\x9be\\x7f'");
        assertThat(Quote.of("abc\u202etxt\u2028")).isEqualTo("'abc\\u202etxt\\u2028'");
    }

    @Test
    void aMessageIsOneLineOfBoundedLength() {
        InputException mistake = new InputException("first\n  second\u001b[31m " + "x".repeat(5_000));
        assertThat(mistake.line())
                .startsWith("first second\\x1b[31m xxx")
                .endsWith("x …")
                .hasSize(2_000 + "\\x1b".length() - 1 + " …".length());
    }

    @Test
    void aRunOfSpacesBecomesOneWhereALineBreaksInItAndElseStays() {
        assertThat(new InputException("a \n\t b  c\u2028 \r\nd").line()).isEqualTo("a b  c d");
    }

    @Test
    void thousandsOfSpacesCostNoMoreThanSoManyLetters() {
        String spaces = " ".repeat(2_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(new InputException("a" + spaces + "b\n" + spaces + "c").line())
                        .isEqualTo("a" + " ".repeat(1_999) + " …"));
    }
}
