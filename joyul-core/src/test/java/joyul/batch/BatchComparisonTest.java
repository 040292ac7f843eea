package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.explain.Phrase;
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
                        "compare.usual.holds");
        assertThat(comparison.sentences(Language.EN).get(0))
                .isEqualTo(
                        "Epoch budget (4 epochs each): batch 32 has the lowest validation loss, 0.3; batch 512 has 0.5,"
                                + " and the difference is resolved.");
        assertThat(comparison.sentences(Language.KO)).hasSize(7).allMatch(sentence -> sentence.matches(".*[가-힣].*"));
    }

    @Test
    void whatSeedsDoNotResolveIsSaidSo() {
        BatchComparison comparison = new BatchComparison(
                List.of(result(16, 0.30, 4), result(64, 0.31, 4.1)),
                List.of(result(16, 0.31, 4), result(64, 0.30, 4.1)));
        assertThat(keys(comparison))
                .contains("compare.epochs.open", "compare.steps.open", "compare.sharpness.open", "compare.usual.open");
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
        assertThat(keys(small)).contains("compare.usual.fails", "compare.opposite");
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
