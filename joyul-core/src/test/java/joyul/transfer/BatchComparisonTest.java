package joyul.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import org.junit.jupiter.api.Test;

class BatchComparisonTest {
    private static ComparedBatch result(int batch, double validation, double sharpness) {
        Spread loss = new Spread(validation, 0.01);
        Spread metric = new Spread(0.9, 0.01);
        return new ComparedBatch(
                batch,
                4,
                1_000L,
                0.001 * batch,
                5,
                new Spread(0.2, 0.01),
                loss,
                metric,
                metric,
                new Spread(300, 20),
                new Spread(sharpness, 0.1),
                1.5);
    }

    private static List<String> keys(BatchComparison comparison) {
        return comparison.phrases().stream().map(Phrase::key).toList();
    }

    @Test
    void theBudgetsFavourOppositeEnds() {
        BatchComparison comparison = new BatchComparison(
                List.of(result(512, 0.5, 9), result(32, 0.3, 4)), List.of(result(32, 0.5, 4), result(512, 0.3, 4)));
        assertThat(comparison.byEpochs()).extracting(ComparedBatch::batch).containsExactly(32, 512);
        assertThat(keys(comparison))
                .containsExactly(
                        "compare.epochs",
                        "compare.steps",
                        "compare.opposite",
                        "compare.gap.small",
                        "compare.sharpness.small",
                        "compare.rates",
                        "compare.usual.epochs.holds",
                        "compare.usual.steps.fails");
        assertThat(comparison.sentences(Language.EN).get(0))
                .isEqualTo(
                        "Epoch budget (4 epochs each): batch 32 has the lowest validation loss, 0.3000; the next best,"
                                + " batch 512, has 0.5000, and the difference is resolved.");
        assertThat(comparison.sentences(Language.KO)).hasSize(8).allMatch(sentence -> sentence.matches(".*[가-힣].*"));
    }

    @Test
    void whatSeedsDoNotResolveIsSaidSo() {
        BatchComparison comparison = new BatchComparison(
                List.of(result(16, 0.30, 4), result(64, 0.31, 4.1)),
                List.of(result(16, 0.31, 4), result(64, 0.30, 4.1)));
        assertThat(keys(comparison))
                .containsExactly(
                        "compare.epochs.open",
                        "compare.steps.open",
                        "compare.budgets.open",
                        "compare.gap.open",
                        "compare.sharpness.open",
                        "compare.rates",
                        "compare.usual.epochs.open",
                        "compare.usual.steps.open");
        assertThat(comparison.sentences(Language.EN).get(2))
                .isEqualTo(
                        "Equal epochs put batch 16 first and equal steps batch 64, but these seeds do not resolve that"
                                + " the budgets disagree: give more seeds.");
    }

    /** 32 wins with equal epochs, 512 with equal steps: the usual advice is judged under each by its own figures. */
    @Test
    void theUsualAdviceIsJudgedUnderEachBudget() {
        BatchComparison comparison = new BatchComparison(
                List.of(result(32, 0.06251, 4), result(512, 0.1, 4)),
                List.of(result(32, 0.2, 4), result(512, 0.09, 4)));
        assertThat(comparison.sentences(Language.EN).subList(6, 8))
                .containsExactly(
                        "\"32 to 128 is best\" holds with equal epochs: batch 32 (0.0625) beats batch 512 (0.1000), the"
                                + " best outside.",
                        "\"32 to 128 is best\" does not hold with equal steps: batch 512 (0.0900) beats batch 32"
                                + " (0.2000), the best inside.");
    }

    @Test
    void theBestIsComparedWithTheNextBestAndNotWithAnEnd() {
        List<ComparedBatch> three = List.of(result(32, 0.300, 4), result(128, 0.301, 4), result(1024, 0.9, 4));
        assertThat(new BatchComparison(three, three).sentences(Language.EN).get(1))
                .isEqualTo(
                        "Step budget (1,000 steps each): batch 32 has the lowest validation loss, 0.3000; the next best,"
                                + " batch 128, has 0.3010, but the seeds do not resolve the difference.");
    }

    @Test
    void anEigenvalueBelowZeroIsNoSharpness() {
        for (double without : new double[] {-0.02, 0, Double.NaN}) {
            BatchComparison comparison = new BatchComparison(
                    List.of(result(32, 0.3, without), result(64, 0.4, 4)),
                    List.of(result(32, 0.3, 4), result(64, 0.4, 4)));
            assertThat(comparison.sentences(Language.EN).get(4))
                    .isEqualTo(
                            "Sharpness: a run at batch 32 or 64 ended where the Hessian has no eigenvalue above zero,"
                                    + " so there is no sharpness to compare.");
        }
    }

    @Test
    void equalStepsAndEpochsAreEqual() {
        ComparedBatch longer = new ComparedBatch(
                64,
                2,
                82,
                0.1,
                5,
                Spread.of(1),
                Spread.of(1),
                Spread.of(1),
                Spread.of(1),
                Spread.of(1),
                Spread.of(1),
                1);
        assertThatThrownBy(() -> new BatchComparison(
                        List.of(result(32, 1, 1), result(64, 1, 1)), List.of(result(32, 1, 1), longer)))
                .isInstanceOf(InputException.class)
                .hasMessage("results compared at equal steps must have equal steps, but have 1000 and 82");
        assertThatThrownBy(() -> new BatchComparison(
                        List.of(result(32, 1, 1), longer), List.of(result(32, 1, 1), result(64, 1, 1))))
                .hasMessage("results compared at equal epochs must have equal epochs, but have 4 and 2");
    }

    @Test
    void everyVerdictIsSaidInBothLanguages() {
        Texts english = Texts.of(Language.EN).and(BatchComparison.class);
        assertThat(Texts.of(Language.KO).and(BatchComparison.class).keys()).isEqualTo(english.keys());
        for (double ahead : new double[] {0.1, 0.3, 0.305, 0.5}) {
            for (double sharpness : new double[] {-1, 3, 4, 5}) {
                List<ComparedBatch> some = List.of(result(32, ahead, sharpness), result(512, 0.3, 4));
                List<ComparedBatch> other = List.of(result(32, 0.3, 4), result(512, ahead, 4));
                for (Language language : Language.values()) {
                    assertThat(new BatchComparison(some, other).sentences(language))
                            .hasSize(8)
                            .noneMatch(text -> text.matches(".*\\{\\w+}.*"));
                }
            }
        }
    }

    @Test
    void aClaimIsCheckedOnlyWhereSizesLieOnBothSides() {
        BatchComparison comparison = new BatchComparison(
                List.of(result(32, 0.3, 4), result(64, 0.4, 4)), List.of(result(32, 0.3, 4), result(64, 0.4, 4)));
        assertThat(keys(comparison))
                .noneMatch(key -> key.startsWith("compare.usual"))
                .contains("compare.same");
        BatchComparison small = new BatchComparison(
                List.of(result(8, 0.2, 4), result(64, 0.4, 4)), List.of(result(8, 0.2, 4), result(64, 0.1, 4)));
        assertThat(keys(small)).contains("compare.usual.epochs.fails", "compare.usual.steps.holds", "compare.opposite");
    }

    @Test
    void aSpreadIsTheMeanAndItsError() {
        Spread spread = Spread.of(1, 2, 3, 4);
        assertThat(spread.mean()).isEqualTo(2.5);
        assertThat(spread.error()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-12));
        assertThat(Spread.of(7).error()).isNaN();
    }

    @Test
    void oneSizeIsNoComparison() {
        assertThatThrownBy(() -> new BatchComparison(List.of(result(8, 1, 1)), List.of(result(8, 1, 1))))
                .isInstanceOf(InputException.class)
                .hasMessage("batch sizes to compare must be 2 or more, but was 1");
    }
}
