package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.recipe.Rescaled;
import joyul.transfer.OptimizerFamily;
import joyul.transfer.RateScan;
import joyul.transfer.RuleChoice;
import joyul.transfer.RuleVerdict;
import joyul.transfer.TransferRule;
import org.junit.jupiter.api.Test;

/** The linear rule from batch 64 at rate 0.05 to batch 512 at 0.4, on losses that were made up. */
class TestedRuleTest {
    private static final Speech ENGLISH = Speech.in(Language.EN);

    private static final Data DIGITS = Data.load("digits");
    private static final Recipe RECIPE = RecipeDraft.parse(
                    "{network: mlp, batch_size: 64, learning_rate: 0.05}", "recipe.yaml")
            .complete(DIGITS);
    private static final RuleChoice LINEAR =
            RuleChoice.asked(TransferRule.LINEAR, OptimizerFamily.SGD, Optional.empty());
    private static final RateScan AT_64 = scan(64, Map.of(0.5, 0.9, 1.0, 0.6, 2.0, 0.8));

    private static RateScan scan(int batch, Map<Double, Double> ends) {
        TreeMap<Double, double[]> losses = new TreeMap<>();
        ends.forEach((factor, end) -> losses.put(factor, new double[] {2.4, 1.2, end}));
        return new RateScan(batch, losses);
    }

    private static RuleVerdict verdict(RateScan after, double tuned) {
        return new RuleVerdict(AT_64, after, tuned, after.kept(tuned), 0.56, Optional.empty());
    }

    private static Rescaled rescaled(RuleChoice choice) {
        return Rescaled.of(RECIPE, choice, 512, 1_297, Rescaled.NormalizationBatch.FOLLOWS);
    }

    private static String text(RuleVerdict verdict) {
        TestedRule tested = new TestedRule(verdict, rescaled(LINEAR), ENGLISH);
        return new RescaleResult(rescaled(verdict.choice(LINEAR)), Optional.of(tested), Path.of("large.yaml"), ENGLISH)
                .text();
    }

    @Test
    void whereTheRuleIsBrokenTheBestRateOfTheShortRunsIsWritten() {
        RuleVerdict verdict = verdict(scan(512, Map.of(0.03125, 0.9, 0.0625, 0.7, 0.125, 0.8, 1.0, 1.2)), 1);
        Rescaled written = rescaled(verdict.choice(LINEAR));
        assertThat(written.recipe().learningRate()).isEqualTo(0.025);
        assertThat(new TestedRule(verdict, rescaled(LINEAR), ENGLISH).sentences())
                .containsExactly(
                        "The rule linear is broken: at batch 512 its rate 0.4 gets as far as the best tried (0.025) does"
                                + " after 50 % of the examples.",
                        "Batch 512 at its best rate gets as far as batch 64 does after 56 % of the examples: it is past"
                                + " the critical batch, and needs more examples whatever its rate.",
                        "The new recipe has learning_rate 0.025, the best of the short runs at batch 512, and not 0.4 as"
                                + " the rule alone would give.");
        assertThat(text(verdict))
                .contains(
                        "rule measured: the rule linear is broken here; short runs at batch 512 found this rate the best"
                                + " of 4")
                .containsPattern("learning_rate +0.05 +0.025 ")
                .containsPattern("512 +0.025 +0.7000 +best")
                .containsPattern("512 +0.4 +1.2000 +<- by the rule");
        assertThat(new TestedRule(verdict, rescaled(LINEAR), ENGLISH).json())
                .containsEntry("holds", false)
                .containsEntry("rate_by_the_rule", 0.4)
                .containsEntry("rate_found", 0.025);
    }

    @Test
    void whereTheRuleHoldsItsRateIsWritten() {
        RuleVerdict verdict = verdict(scan(512, Map.of(0.5, 0.9, 1.0, 0.7, 2.0, 0.8)), 1);
        assertThat(verdict.choice(LINEAR)).isEqualTo(LINEAR);
        assertThat(new TestedRule(verdict, rescaled(LINEAR), ENGLISH).sentences())
                .startsWith("The rule linear holds: at batch 512 its rate 0.4 is the best of 3 tried.")
                .endsWith("The new recipe has learning_rate 0.4, as the rule gives.");
    }

    @Test
    void whereTheRecipesOwnRateWasNotTheBestTheRuleCarriesTheBetterOne() {
        RuleVerdict verdict = new RuleVerdict(
                scan(64, Map.of(0.25, 0.7, 0.5, 0.6, 1.0, 1.1)),
                scan(512, Map.of(0.25, 0.9, 0.5, 0.7, 1.0, 0.8)),
                0.5,
                1,
                1,
                Optional.empty());
        assertThat(rescaled(verdict.choice(LINEAR)).recipe().learningRate()).isEqualTo(0.2);
        assertThat(new TestedRule(verdict, rescaled(LINEAR), ENGLISH).sentences())
                .contains(
                        "The recipe's own rate is not the best at batch 64: 0.025 is better than 0.05; the rule was tested"
                                + " on that one.",
                        "The rule linear holds: at batch 512 its rate 0.2 is the best of 3 tried.",
                        "The new recipe has learning_rate 0.2, as the rule gives from the better rate, and not 0.4 as from"
                                + " the recipe's own.");
    }

    /** A loss that dips below its end on the way once made "broken: 0.4 gets as far as 0.4 does after 50 %". */
    @Test
    void theBestRateIsNeverBrokenAgainstItself() {
        TreeMap<Double, double[]> losses = new TreeMap<>();
        losses.put(0.5, new double[] {2.4, 1.2, 0.9});
        losses.put(1.0, new double[] {2.4, 0.5, 0.6});
        losses.put(2.0, new double[] {2.4, 1.2, 0.8});
        RateScan after = new RateScan(512, losses);
        assertThat(after.kept(1)).isEqualTo(1);
        assertThat(verdict(after, 1).holds()).isTrue();
    }

    @Test
    void whereNoRateLearnsNothingIsWrittenAndTheReasonSaid() {
        RateScan diverged = scan(512, Map.of(0.5, Double.POSITIVE_INFINITY, 1.0, Double.POSITIVE_INFINITY));
        for (RateScan after : List.of(diverged, scan(512, Map.of(0.5, 2.5, 1.0, 2.6)))) {
            RuleVerdict verdict = verdict(after, 1);
            assertThat(verdict.holds()).isFalse();
            assertThatThrownBy(() -> verdict.choice(LINEAR))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "at batch 512 none of the 2 rates tried ends its short run better than it began, so there"
                                    + " is no rate to write; test for more epochs, or carry the recipe without a test");
        }
    }
}
