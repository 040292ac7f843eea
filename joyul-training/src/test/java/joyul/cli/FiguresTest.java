package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.Length;
import joyul.rate.OneCycleLR;
import joyul.rate.StepLR;
import joyul.rate.Warmup;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Texts ENGLISH = Console.texts(Language.EN);

    @Test
    void numbersHaveFourSignificantDigits() {
        assertThat(Figures.number(0.1)).isEqualTo("0.1");
        assertThat(Figures.number(0.0812345)).isEqualTo("0.08123");
        assertThat(Figures.number(1234.56)).isEqualTo("1235");
        assertThat(Figures.number(5e-4)).isEqualTo("5.00e-04");
        assertThat(Figures.number(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void anAccuracyHasTheBinomialStandardError() {
        // sqrt(0.88 * 0.12 / 2000) = 0.007266
        assertThat(Figures.metric(ENGLISH, true, 0.88, 2000)).isEqualTo("accuracy 88.00 % ± 0.73");
        assertThat(Figures.metric(ENGLISH, false, 0.51, 44)).isEqualTo("R² 0.5100");
    }

    @Test
    void timesReadAsAClock() {
        assertThat(Figures.clock(42.4)).isEqualTo("0:42");
        assertThat(Figures.clock(3723)).isEqualTo("1:02:03");
        assertThat(Figures.clock(-3)).isEqualTo("0:00");
        assertThat(Figures.seconds(ENGLISH, 150)).isEqualTo("2 min 30 s");
    }

    @Test
    void hangulTakesTwoColumns() {
        assertThat(Columns.of("조율 ab")).isEqualTo(7);
        assertThat(Columns.cut("조율", 3)).isEqualTo("조");
        assertThat(Columns.padded("조", 4)).isEqualTo("조  ");
    }

    @Test
    void aScheduleIsNamedWithWhatIsSpecialAboutIt() {
        assertThat(ScheduleWords.of(new OneCycleLR())).isEqualTo("OneCycleLR");
        assertThat(ScheduleWords.of(new StepLR(30, 0.1))).startsWith("StepLR(step_size=30");
        assertThat(ScheduleWords.of(new CosineAnnealingLR().after(Warmup.linear(Length.percent(5)))))
                .contains("CosineAnnealingLR");
        assertThat(ScheduleWords.of(new ConstantRate())).doesNotContain("(");
    }

    @Test
    void argumentsAreQuotedForTheShell() {
        assertThat(Shell.command("joyul", "tune", "my data.csv", "it's"))
                .isEqualTo("joyul tune 'my data.csv' 'it'\\''s'");
    }

    @Test
    void argumentsWithControlCharactersAreEscapedForTheShell() {
        assertThat(Shell.quoted("\t3m")).isEqualTo("$'\\u00093m'");
        assertThat(Shell.quoted("it's\u001b[2J\\")).isEqualTo("$'it\\'s\\u001b[2J\\\\'");
        assertThat(Shell.quoted("a\u202eb")).isEqualTo("$'a\\u202eb'");
    }
}
