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
    void aLocaleHasALanguage() {
        assertThat(Language.ofLocale(Map.of("LANG", "ko_KR.UTF-8")::get)).isEqualTo(Language.KO);
        assertThat(Language.ofLocale(Map.of("LC_ALL", "C", "LANG", "ko_KR.UTF-8")::get))
                .isEqualTo(Language.EN);
        assertThat(Language.ofLocale(Map.of("LC_ALL", "", "LC_MESSAGES", "ko", "LANG", "en_US")::get))
                .isEqualTo(Language.KO);
        assertThat(Language.ofLocale(Map.of("LANG", "kok_IN")::get))
                .as("Konkani")
                .isEqualTo(Language.EN);
        assertThat(Language.ofLocale(Map.<String, String>of()::get)).isEqualTo(Language.EN);
    }

    @Test
    void aSentenceThatWasWordedElsewhereIsToldAgain() {
        assertThat(korean.retold("0.52 at step 4 is rank 2 of 9; the best 3 go on"))
                .isEqualTo("4 에폭에서 0.52로 9개 중 2위입니다. 상위 3개가 계속합니다");
        assertThat(english.retold("0.52 at step 4 is rank 2 of 9; the best 3 go on"))
                .isEqualTo("0.52 at step 4 is rank 2 of 9; the best 3 go on");
        assertThat(korean.retold("nobody has worded this")).isEqualTo("nobody has worded this");
        assertThat(korean.retold("at step ".repeat(500))).hasSize(4000);
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
