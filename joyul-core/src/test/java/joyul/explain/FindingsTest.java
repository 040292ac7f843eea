package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.SomeTrial;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingsTest {
    private static final FloatDomain RATES = new FloatDomain(0.001, 1, Scale.LOG, null);
    private static final IntDomain BATCHES = new IntDomain(4, 9, Scale.LINEAR, 1);
    private static final ChoiceDomain KINDS = new ChoiceDomain(List.of("none", "batch_norm"));

    /** Twelve trials with batch norm in a clean valley about a rate of 0.1, six without, two that diverged. */
    private static List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double rate = Math.pow(10, -2 + i / 6.0);
            double valley = Math.exp(0.3 * Math.pow(Math.log(rate / 0.1), 2) + (i % 2 == 0 ? 0.02 : -0.02));
            trials.add(trial(i, rate, "batch_norm", 0.3 * valley));
        }
        for (int i = 12; i < 18; i++) {
            trials.add(trial(i, 0.02 * (i - 11), "none", 1.5 + 0.1 * i));
        }
        for (int i = 18; i < 20; i++) {
            trials.add(SomeTrial.ended(i, Outcome.DIVERGED)
                    .with("learning_rate", 0.2 * (i - 15), RATES)
                    .with("log2_batch_size", 4L, BATCHES)
                    .with("normalization", "none", KINDS)
                    .snapshot());
        }
        return trials;
    }

    private static Trial trial(int number, double rate, String kind, double loss) {
        return SomeTrial.running(number)
                .ended(TrialState.PRUNED, loss)
                .with("learning_rate", rate, RATES)
                .with("log2_batch_size", number == 6 ? 4L : 6L, BATCHES)
                .with("normalization", kind, KINDS)
                .reading(4, loss)
                .snapshot();
    }

    private static final List<Confirmed> CONFIRMED = List.of(
            new Confirmed(6, 3, 0.30, 0.32, 0.88, 0, 0, 4, 4, false),
            new Confirmed(5, 3, 0.31, 0.325, 0.879, 0.005, 0.006, 4, 4, false),
            new Confirmed(0, 3, 0.40, 0.41, 0.85, 0.09, 0.01, 4, 4, true));

    private static List<String> told(List<Confirmed> confirmed, Language language) {
        List<Trial> trials = trials();
        Texts texts = Texts.of(language);
        return Findings.of(trials, Rung.widest(trials, Direction.MINIMIZE), confirmed, trials.get(6)).stream()
                .map(finding -> finding.kind() + ": " + finding.sentence(texts) + " " + finding.advice(texts))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aStudyIsTold(Language language) {
        String expected = Fixture.text("told_" + language.code() + ".txt");
        assertThat(String.join("\n", told(CONFIRMED, language))).isEqualTo(expected.strip());
    }

    @Test
    void withoutFreshSeedsThePageSaysSo() {
        assertThat(told(List.of(), Language.EN).get(0)).startsWith("NOT_CONFIRMED: ");
    }

    @Test
    void aDefaultThatWinsIsKept() {
        List<Confirmed> confirmed =
                List.of(new Confirmed(0, 2, 0.3, 0.3, 0.9, 0, 0, 4, 4, true), new Confirmed(6, 2, 0.3, 0.4, 0.9, 0.1, 0.01, 4, 4, false));
        assertThat(told(confirmed, Language.EN).get(0)).startsWith("DEFAULT_WINS: ");
        assertThat(told(confirmed, Language.EN).get(1)).startsWith("RUNNER_UP_BEHIND: ");
    }

    @Test
    void aDifferenceBelowTwoStandardErrorsIsNotResolved() {
        List<Confirmed> confirmed =
                List.of(new Confirmed(6, 2, 0.3, 0.3, 0.9, 0, 0, 4, 4, false), new Confirmed(0, 2, 0.3, 0.319, 0.9, 0.019, 0.01, 4, 4, true));
        assertThat(told(confirmed, Language.EN).get(0)).startsWith("DEFAULT_NOT_BEATEN: ");
    }

    @Test
    void noTrialsTeachOnlyThatTheyAreFew() {
        assertThat(Findings.of(List.of(), Rung.widest(List.of(), Direction.MINIMIZE), List.of(), null))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.FEW_TRIALS);
    }

    @Test
    void trialsCompareAtTheStepThatMostHaveReached() {
        List<Trial> trials = IntStream.range(0, 4)
                .mapToObj(i -> i == 0
                        ? SomeTrial.running(i).reading(1, 2.0).reading(3, 1.0).snapshot()
                        : SomeTrial.running(i)
                                .reading(1, i == 3 ? Double.NaN : i)
                                .snapshot())
                .toList();
        Rung rung = Rung.widest(trials, Direction.MAXIMIZE);
        assertThat(rung.step()).isEqualTo(1);
        assertThat(rung.entries()).extracting(Rung.Entry::loss).containsExactly(-2.0, -1.0, -2.0);
        assertThat(rung.shown(-2)).isEqualTo(2);
    }

    @Test
    void theShareOfARangeFollowsItsScale() {
        assertThat(EdgeFindings.share(RATES, 0.001)).isZero();
        assertThat(String.format(Locale.ROOT, "%.6f", EdgeFindings.share(RATES, 0.1)))
                .isEqualTo("0.666667");
        assertThat(EdgeFindings.share(BATCHES, 9)).isEqualTo(1);
    }
}
