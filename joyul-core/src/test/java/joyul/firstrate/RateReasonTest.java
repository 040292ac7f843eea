package joyul.firstrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.explain.Language;
import joyul.explain.Texts;
import org.junit.jupiter.api.Test;

class RateReasonTest {
    private static final RateReason.Carried CARRIED = new RateReason.Carried(0.081, 11.6, 0.37);

    private static RateReason raced(
            OptionalDouble tied, boolean atEdge, OptionalDouble lost, Optional<RateReason.Carried> carried) {
        return new RateReason.Raced(4, 70, 0.1, 0.30512, tied, atEdge, lost, carried);
    }

    @Test
    void theBestAndTheWayToTheRunsLengthAreSaidInBothLanguages() {
        RateReason reason = raced(OptionalDouble.empty(), false, OptionalDouble.empty(), Optional.of(CARRIED));
        assertThat(reason.in(Language.EN))
                .isEqualTo("of 4 rates run in short (70 steps each), 0.1 ended with the lowest validation loss, 0.305;"
                        + " with its neighbours that points to 0.081, and the whole run, 12 times as long, wants x0.37"
                        + " of it");
        assertThat(reason.in(Language.KO))
                .isEqualTo("짧게 학습해 본 학습률 4개(각 70 스텝) 중 검증 손실이 가장 낮은 것은 0.1입니다(검증 손실 0.305)."
                        + " 이웃한 학습률까지 고려하면 0.081이 알맞고, 전체 학습은 12배 길어서 그 0.37배가 알맞습니다.");
    }

    @Test
    void aRateThatRisesWithTheLengthIsSaidWithItsReasonInBothLanguages() {
        RateReason reason = raced(
                OptionalDouble.empty(),
                false,
                OptionalDouble.empty(),
                Optional.of(new RateReason.Carried(0.033, 11.4, 2.07)));
        assertThat(reason.in(Language.EN))
                .endsWith("the whole run, 11 times as long, wants x2.1 of it, for normalization and the falling rate"
                        + " slow its steps by themselves");
        assertThat(reason.in(Language.KO)).endsWith("전체 학습은 11배 길지만 정규화와 줄어드는 학습률이 스텝의 크기를 스스로 줄이므로 그 2.1배가 알맞습니다.");
    }

    @Test
    void aTieAndARateThatRanAwayAreSaidInBothLanguages() {
        RateReason reason = raced(OptionalDouble.of(0.31623), true, OptionalDouble.of(1), Optional.of(CARRIED));
        assertThat(reason.in(Language.EN))
                .contains("0.305, and up to 0.32 they tie with it; at 1 training ran away; with its neighbours")
                .doesNotContain("edge");
        assertThat(reason.in(Language.KO))
                .contains("(검증 손실 0.305). 0.32까지는 이와 차이가 없습니다. 1에서는 학습이 발산했습니다. 이웃한")
                .doesNotContain("끝에");
    }

    @Test
    void anEdgeAndARunThatIsNoLongerAreSaidInBothLanguages() {
        RateReason reason = raced(OptionalDouble.empty(), true, OptionalDouble.empty(), Optional.empty());
        assertThat(reason.in(Language.EN))
                .endsWith(
                        "0.305, at the edge of those tried (a larger budget looks further); the whole run is no longer"
                                + " than that");
        assertThat(reason.in(Language.KO))
                .endsWith("(검증 손실 0.305). 해 본 범위의 끝에 있으므로, 예산을 늘리면 더 멀리까지 찾습니다. 전체 학습도 이보다 길지" + " 않습니다.");
    }

    @Test
    void habitIsSaidInBothLanguages() {
        RateReason reason = new RateReason.Habit(3, 70, 2.3126);
        assertThat(reason.in(Language.EN))
                .startsWith("3 rates run in short (70 steps each) all ended with the same loss, 2.31, and none learned")
                .contains("give a larger budget, or look at the network");
        assertThat(reason.in(Language.KO))
                .startsWith("짧게 학습해 본 학습률 3개(각 70 스텝)의 손실이 모두 2.31 정도로 같아서")
                .contains("흔히 쓰는 값을 권합니다.", "예산을 늘리거나 신경망을 살펴보세요.");
    }

    @Test
    void theWholeAnswerIsSaidInBothLanguages() {
        RateAdvice advice = new RateAdvice(
                0.012,
                0.12,
                0.03,
                new RateReason.Habit(3, 70, 2.3126),
                210,
                new RangeSweep(List.of(0.1), List.of(1.0)),
                List.of(),
                List.of(),
                "");
        assertThat(advice.sentence(Language.EN)).startsWith("0.012-0.12, use 0.03: 3 rates run");
        assertThat(advice.sentence(Language.KO)).startsWith("0.012~0.12 구간에서 0.03을 쓰세요. 짧게");
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(Texts.of(Language.KO).and(RateReason.class).keys())
                .isEqualTo(Texts.of(Language.EN).and(RateReason.class).keys());
    }
}
