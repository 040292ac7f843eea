package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts english = Texts.of(Language.EN);
    private final Texts korean = Texts.of(Language.KO);

    @Test
    void everyTextExistsInBothLanguages() {
        assertThat(korean.keys()).isEqualTo(english.keys());
    }

    @Test
    void everyFindingHasASentenceAndAnAdvice() {
        for (Finding.Kind kind : Finding.Kind.values()) {
            assertThat(english.keys()).contains(kind.key(), kind.key() + ".advice");
        }
    }

    @Test
    void aNounFitsItsNumber() {
        assertThat(english.say("where.epochs", "epochs", 1)).isEqualTo("after 1 epoch");
        assertThat(english.say("where.epochs", "epochs", 12_000)).isEqualTo("after 12,000 epochs");
        assertThat(korean.say("where.epochs", "epochs", 1)).isEqualTo("1 에폭 학습 기준");
    }

    @Test
    void phrasesAndListsFillGaps() {
        Phrase among = new Phrase(
                "among.kind", Map.of("kind", List.of("a$1", 0.12345, new Phrase("choice.normalization.none"))));
        assertThat(english.say(among)).isEqualTo("trials with a$1, 0.123, no normalization");
    }

    @Test
    void aGapThatNothingFillsIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> english.say("where.epochs"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{epochs}");
        assertThatThrownBy(() -> english.say("no such text")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLanguageIsReadByItsCode() {
        assertThat(Language.parse(" KO ")).isEqualTo(Language.KO);
        assertThatThrownBy(() -> Language.parse("fr"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("known: en, ko");
    }

    @Test
    void knobsAreNamedAndSizesShownAsSuch() {
        Knob batch = new Knob("log2_batch_size");
        assertThat(batch.label(english)).isEqualTo("batch size");
        assertThat(batch.label(korean)).isEqualTo("배치 크기");
        assertThat(batch.label(6L, english)).isEqualTo("64");
        assertThat(new Knob("x</script>").label(english)).isEqualTo("x</script>");
        assertThat(new Knob("normalization").label("ghost_batch_norm", korean)).isEqualTo("고스트 배치 정규화");
    }

    @Test
    void numbersAreRoundedForPeople() {
        assertThat(Digits.significant(0.0123456, 3)).isEqualTo("0.0123");
        assertThat(Digits.significant(123456, 3)).isEqualTo("123000");
        assertThat(Digits.significant(1.2345e-6, 3)).isEqualTo("1.23e-6");
        assertThat(Digits.significant(0, 3)).isEqualTo("0");
        assertThat(Digits.significant(Double.NaN, 3)).isEqualTo("–");
        assertThat(Digits.fixed(87.25, 1)).isEqualTo("87.2");
        assertThat(Digits.decimals(0.00695)).isEqualTo(4);
        assertThat(Digits.decimals(0)).isEqualTo(4);
        assertThat(Digits.decimals(25)).isZero();
    }
}
