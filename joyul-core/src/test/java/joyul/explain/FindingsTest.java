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
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.testkit.SomeTrial;
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
            new Confirmed(6, List.of(1L, 2L, 3L), 0.30, 0.32, 0.88, 0, 0, 4, 4, false),
            new Confirmed(5, List.of(1L, 2L, 3L), 0.31, 0.325, 0.879, 0.005, 0.006, 4, 4, false),
            new Confirmed(0, List.of(1L, 2L, 3L), 0.40, 0.41, 0.85, 0.09, 0.01, 4, 4, true));

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

    /** AdamW's rate is another parameter: what the others' rates tell is no advice on it. */
    @Test
    void ofAWinnerThatHadNoSuchRateNothingIsSaidOfTheRate() {
        List<Trial> trials = new ArrayList<>(trials());
        Trial winner = SomeTrial.running(20)
                .ended(TrialState.COMPLETE, 0.1)
                .with("log2_batch_size", 6L, BATCHES)
                .with("normalization", "batch_norm", KINDS)
                .reading(4, 0.1)
                .snapshot();
        trials.add(winner);
        assertThat(Findings.of(trials, Rung.widest(trials, Direction.MINIMIZE), List.of(), winner))
                .extracting(Finding::kind)
                .doesNotContain(Finding.Kind.RATE_INTERVAL, Finding.Kind.RATE_OPEN);
    }

    @Test
    void withoutFreshSeedsThePageSaysSo() {
        assertThat(told(List.of(), Language.EN).get(0)).startsWith("NOT_CONFIRMED: ");
    }

    @Test
    void aDefaultThatWinsIsKept() {
        List<Confirmed> confirmed = List.of(
                new Confirmed(0, List.of(1L, 2L), 0.3, 0.3, 0.9, 0, 0, 4, 4, true),
                new Confirmed(6, List.of(1L, 2L), 0.3, 0.4, 0.9, 0.1, 0.01, 4, 4, false));
        assertThat(told(confirmed, Language.EN).get(0)).startsWith("DEFAULT_WINS: ");
        assertThat(told(confirmed, Language.EN).get(1)).startsWith("RUNNER_UP_BEHIND: ");
    }

    @Test
    void aDifferenceBelowTwoStandardErrorsIsNotResolved() {
        List<Confirmed> confirmed = List.of(
                new Confirmed(6, List.of(1L, 2L), 0.3, 0.3, 0.9, 0, 0, 4, 4, false),
                new Confirmed(0, List.of(1L, 2L), 0.3, 0.319, 0.9, 0.019, 0.01, 4, 4, true));
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

    private static Confirmed once(int trial, double searched, double loss, double behind, double error) {
        return new Confirmed(trial, List.of(1L), searched, loss, 0.9, behind, error, 4, 4, trial == 0);
    }

    @Test
    void oneSeedSettlesNothing() {
        List<String> told = told(
                List.of(once(6, 0.3, 0.31, 0, 0), once(5, 0.32, 0.4, 0.09, 0.01), once(0, 0.4, 0.5, 0.19, 0.01)),
                Language.EN);
        assertThat(told.get(0))
                .isEqualTo(
                        "DEFAULT_BEATEN_ONCE: On the one fresh seed the winner’s validation loss is 0.19 ± 0.01 lower than"
                                + " that of the default recipe (0.31 against 0.5, same images); how much seeds differ is not"
                                + " known. Take the winner’s recipe; a longer budget trains both on more seeds.");
        assertThat(told.get(1))
                .startsWith(
                        "RUNNER_UP_BEHIND_ONCE: On the one fresh seed the runner-up, trial 5, is behind by 0.09 ± 0.01");
        assertThat(told.get(2))
                .startsWith(
                        "WINNERS_CURSE_ONCE: The search saw a validation loss of 0.3 for the winner; retrained on one"
                                + " fresh seed it is 0.31, as expected");
        for (Finding.Kind kind : List.of(
                Finding.Kind.DEFAULT_BEATEN_ONCE,
                Finding.Kind.RUNNER_UP_BEHIND_ONCE,
                Finding.Kind.WINNERS_CURSE_ONCE)) {
            assertThat(kind.tone()).isEqualTo(Finding.Tone.OPEN);
        }
    }

    @Test
    void runsOfDifferentLengthsAreNotCompared() {
        Confirmed winner = new Confirmed(6, List.of(1L, 2L), 0.5, 0.3, 0.9, 0, 0, 1, 2, false);
        assertThat(told(List.of(winner), Language.EN).get(0))
                .isEqualTo("CONFIRMED_LONGER: The search saw a validation loss of 0.5 for the winner after 1 epoch;"
                        + " retrained for 2 epochs on 2 fresh seeds it is 0.3. Runs of different lengths do not compare."
                        + " Quote the value on fresh seeds.");
        assertThat(Finding.Kind.CONFIRMED_LONGER.tone()).isEqualTo(Finding.Tone.OPEN);
    }

    @Test
    void theSearchsBestThatCollapsesOnItsFreshSeedIsToldOf() {
        List<Confirmed> confirmed = List.of(
                once(6, 0.02, 0.03, 0, 0), once(0, 0.05, 0.06, 0.03, 0.02), once(5, 0.0187, 0.995, 0.965, 0.04));
        assertThat(told(confirmed, Language.EN))
                .contains(
                        "SEARCH_BEST_FELL: The best trial of the search, 5, saw a validation loss of 0.0187 there; on 1"
                                + " fresh seed it is 0.995, which is 0.965 ± 0.04 above that of trial 6. Do not use trial 5 for"
                                + " its value in the search: it does not repeat.");
        assertThat(Findings.ofFreshSeeds(confirmed))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.SEARCH_BEST_FELL);
    }

    @Test
    void aCandidateThatDivergesOnAFreshSeedIsToldOfAndIsNoRunnerUp() {
        double infinite = Double.POSITIVE_INFINITY;
        Confirmed lost =
                new Confirmed(5, List.of(1L, 2L), 0.2, infinite, Double.NaN, infinite, Double.NaN, 4, 4, false);
        List<String> told =
                told(List.of(new Confirmed(6, List.of(1L, 2L), 0.3, 0.31, 0.9, 0, 0, 4, 4, false), lost), Language.EN);
        assertThat(told.get(0))
                .startsWith(
                        "CANDIDATE_DIVERGED: Trial 5, which saw a validation loss of 0.2 in the search, diverged on a"
                                + " fresh seed.");
        assertThat(told).noneMatch(line -> line.contains("RUNNER_UP") || line.contains("∞"));
    }

    @Test
    void theDefaultThatComesSecondIsToldOfOnce() {
        List<Confirmed> confirmed = List.of(
                CONFIRMED.get(0), new Confirmed(0, List.of(1L, 2L, 3L), 0.4, 0.321, 0.87, 0.001, 0.01, 4, 4, true));
        assertThat(told(confirmed, Language.EN))
                .filteredOn(line -> line.contains("DEFAULT_") || line.contains("RUNNER_UP"))
                .hasSize(1);
    }

    @Test
    void anErrorThatOneExampleCannotGiveIsUnknown() {
        List<Confirmed> confirmed = List.of(
                new Confirmed(6, List.of(1L, 2L), 0.3, 0.3, 1, 0, 0, 4, 4, false),
                new Confirmed(5, List.of(1L, 2L), 0.3, 0.7, 1, 0.4, Double.NaN, 4, 4, false));
        assertThat(told(confirmed, Language.EN).get(0))
                .startsWith(
                        "RUNNER_UP_CLOSE: The runner-up, trial 5, cannot be told from the winner: it is behind by 0.4 ±"
                                + " unknown (1 validation example) in validation loss.");
        assertThat(Findings.ofExamples(1).get(0).sentence(Texts.of(Language.EN)))
                .startsWith("There is only one validation example, which ranks nothing");
        assertThat(Findings.ofExamples(12).get(0).sentence(Texts.of(Language.EN)))
                .startsWith("There are only 12 validation examples");
        assertThat(Findings.ofExamples(30)).isEmpty();
    }

    @Test
    void equalLossesAreNotClearlyApart() {
        assertThat(new Confirmed(5, List.of(1L, 2L, 3L), 0.3, 0.3, 0.9, 0, 0, 4, 4, false).isClearlyBehind())
                .isFalse();
    }

    @Test
    void aTrialCutOffBeforeItsFirstReadingIsNotCounted() {
        List<Trial> trials = List.of(
                SomeTrial.complete(0, 0.5).reading(4, 0.5).snapshot(),
                SomeTrial.running(1).ended(TrialState.PRUNED, null).snapshot());
        assertThat(Findings.of(trials, Rung.widest(trials, Direction.MINIMIZE), List.of(), null))
                .filteredOn(finding -> finding.kind() == Finding.Kind.FEW_TRIALS)
                .extracting(Finding::toString)
                .containsExactly(
                        "Only 1 trial finished, too few for firm conclusions. Give a longer budget, fewer examples or"
                                + " a smaller network.");
    }

    @Test
    void aNormalizationBatchThatTheBatchCutIsJudgedAsItTrained() {
        IntDomain groups = new IntDomain(3, 7, Scale.LINEAR, 1);
        SomeTrial chosen = SomeTrial.complete(0, 0.5)
                .with("log2_batch_size", 4L, BATCHES)
                .with("log2_normalization_batch", 7L, groups)
                .note("batch_size", 16)
                .note("normalization_batch", 8);
        Trial trained = Effective.of(chosen.snapshot());
        assertThat(trained.point().value("log2_normalization_batch")).isEqualTo(3L);
        assertThat(trained.point().value("log2_batch_size")).isEqualTo(4L);
        assertThat(EdgeFindings.of(trained))
                .as("8 is the low end, but the batch decided it; the batch itself is at its low end")
                .extracting(finding -> finding.sentence(Texts.of(Language.EN)))
                .containsExactly("The winner’s batch size (16) lies at the lower end of its range (16).");
        Trial uncut = chosen.note("normalization_batch", 128).snapshot();
        assertThat(Effective.of(uncut)).isSameAs(uncut);
        assertThat(EdgeFindings.of(uncut))
                .extracting(finding -> finding.sentence(Texts.of(Language.EN)))
                .contains("The winner’s normalization batch (NBS) (128) lies at the upper end of its range (128).");
    }
}
