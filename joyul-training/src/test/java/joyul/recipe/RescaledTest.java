package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.norm.BatchNorm;
import joyul.norm.FrozenBatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.optim.Adam;
import joyul.optim.AdamW;
import joyul.optim.Optimizers;
import joyul.optim.Sgd;
import joyul.rate.Schedules;
import joyul.recipe.Rescaled.NormalizationBatch;
import joyul.transfer.OptimizerFamily;
import joyul.transfer.RuleChoice;
import joyul.transfer.TransferRule;
import org.junit.jupiter.api.Test;

class RescaledTest {
    private static final Data DIGITS = Data.load("digits");
    private static final int EXAMPLES = 4096;

    private static Recipe recipe(String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(DIGITS);
    }

    private static Rescaled auto(Recipe recipe, int batch) {
        return rescaled(recipe, batch, NormalizationBatch.FOLLOWS);
    }

    private static Rescaled rescaled(Recipe recipe, int batch, NormalizationBatch normalizationBatch) {
        OptimizerFamily family = Rescaled.family(recipe.optimizer());
        RuleChoice choice = RuleChoice.auto(family, recipe.batchSize(), batch, Optional.empty());
        return Rescaled.of(recipe, choice, batch, EXAMPLES, normalizationBatch);
    }

    @Test
    void sgdFollowsTheLinearRule() {
        Recipe before = recipe("{batch_size: 32, learning_rate: 0.1, every: step, clip_norm: 1,"
                + " optimizer: {type: sgd, momentum: 0.9, weight_decay: 5e-4},"
                + " schedule: 'MultiStepLR(milestones=[800, 1200], gamma=0.1)'}");
        Rescaled rescaled = auto(before, 128);
        Recipe after = rescaled.recipe();
        assertThat(after.batchSize()).isEqualTo(128);
        assertThat(after.learningRate()).isCloseTo(0.4, within(1e-15));
        assertThat(after.optimizer()).isEqualTo(before.optimizer());
        assertThat(((BatchNorm) after.normalization()).newestWeight()).isCloseTo(0.3439, within(1e-12));
        assertThat(after.schedule()).isEqualTo(Schedules.parse("MultiStepLR(milestones=[200, 300], gamma=0.1)"));
        assertThat(after.epochs()).isEqualTo(before.epochs());
        assertThat(rescaled.changes())
                .extracting(Rescaled.Change::key)
                .containsExactly(
                        "batch_size",
                        "learning_rate",
                        "optimizer.momentum",
                        "optimizer.weight_decay",
                        "normalization batch",
                        "normalization.newest_weight",
                        "schedule",
                        "steps");
        assertThat(rescaled.notes())
                .anyMatch(note -> note.contains("does not warm up") && note.contains("start_factor=0.25"))
                .anyMatch(note -> note.contains("clip_norm is kept"));
    }

    @Test
    void adamwFollowsTheSquareRootAndIsRefusedTooFar() {
        Recipe before = recipe("{batch_size: 32, learning_rate: 0.001, every: epoch, normalization: none,"
                + " optimizer: adamw, schedule: 'CosineAnnealingLR(T_max=20, eta_min=1e-5)'}");
        Recipe after = auto(before, 128).recipe();
        assertThat(after.learningRate()).isCloseTo(0.002, within(1e-15));
        AdamW adamw = (AdamW) after.optimizer();
        assertThat(adamw.beta1()).isCloseTo(0.6, within(1e-12));
        assertThat(adamw.beta2()).isCloseTo(0.996, within(1e-12));
        assertThat(adamw.eps()).isCloseTo(5e-9, within(1e-20));
        assertThat(adamw.weightDecay()).isCloseTo(0.02, within(1e-15));
        assertThat(Schedules.toMap(after.schedule()))
                .isEqualTo(Map.of("type", "CosineAnnealingLR", "T_max", 20L, "eta_min", 2e-5));
        assertThatThrownBy(() -> auto(before, 512))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("K (1 - beta) must be below 1")
                .hasMessageContaining("16 x (1 - 0.9) = 1.6");
    }

    @Test
    void theDecayOfPlainAdamStaysInItsGradient() {
        Recipe before = recipe("{batch_size: 32, optimizer: {type: adam, weight_decay: 0.01}, learning_rate: 0.001}");
        assertThat(((Adam) auto(before, 64).recipe().optimizer()).weightDecay()).isEqualTo(0.01);
    }

    @Test
    void aNormalizationBatchIsKeptByGroupsAndComesBack() {
        Recipe before = recipe("{batch_size: 32}");
        Recipe larger = rescaled(before, 128, NormalizationBatch.KEPT).recipe();
        assertThat(larger.normalization()).isEqualTo(new GhostBatchNorm(32));
        Recipe back = rescaled(larger, 32, NormalizationBatch.KEPT).recipe();
        assertThat(back.normalization()).isEqualTo(new BatchNorm());
    }

    @Test
    void groupsKeepTheirSizeAndWeightUnlessTheBatchIsSmaller() {
        Recipe before = recipe("{batch_size: 64, normalization: {type: ghost_batch_norm, size: 32}}");
        assertThat(auto(before, 256).recipe().normalization()).isEqualTo(new GhostBatchNorm(32));
        Rescaled smaller = auto(before, 16);
        assertThat(smaller.recipe().normalization()).isEqualTo(new GhostBatchNorm(16));
        assertThat(smaller.notes()).anyMatch(note -> note.contains("from 32 to 16 examples"));
    }

    @Test
    void aMicroBatchStaysAndWithItWhatIsNormalisedTogether() {
        Recipe before = recipe("{batch_size: 32, micro_batch: 16}");
        Recipe after = auto(before, 128).recipe();
        assertThat(after.microBatch()).isEqualTo(16);
        assertThat(after.normalization()).isEqualTo(before.normalization());
        assertThat(auto(before, 8).recipe().microBatch()).isEqualTo(8);
    }

    @Test
    void whatANormalizationCountsInStepsFollows() {
        Recipe before = recipe("{batch_size: 32, epochs: 8, normalization: {type: frozen_batch_norm, after: 512}}");
        assertThat(((FrozenBatchNorm) auto(before, 128).recipe().normalization()).after())
                .isEqualTo(128);
    }

    @Test
    void otherSchedulesFollowInTheirOwnUnits() {
        Recipe before = recipe("{batch_size: 32, every: step, optimizer: adamw, learning_rate: 0.001,"
                + " weight_decay_schedule: 'CosineAnnealingLR(T_max=400, eta_min=0.01)',"
                + " momentum_schedule: 'LinearLR(total_iters=40)'}");
        Recipe after = auto(before, 128).recipe();
        assertThat(after.weightDecaySchedule())
                .as("the decay doubles with K / r")
                .isEqualTo(Schedules.parse("CosineAnnealingLR(T_max=100, eta_min=0.02)"));
        assertThat(after.momentumSchedule()).isEqualTo(Schedules.parse("LinearLR(total_iters=10)"));
        Recipe growing = recipe("{batch_size: 32, every: epoch, schedule: constant,"
                + " batch_schedule: 'StepLR(step_size=4, gamma=0.5)'}");
        assertThat(auto(growing, 128).recipe().batchSchedule()).isEqualTo(growing.batchSchedule());
    }

    @Test
    void thereAndBackIsTheSameRecipe() {
        List<String> schedules = List.of(
                "OneCycleLR(max_lr=0.3)",
                "StepLR(step_size=640)",
                "ExponentialLR(gamma=0.9995)",
                "{\"type\": \"Warmup\", \"steps\": \"5%\", \"then\": {\"type\": \"CosineAnnealingLR\", \"eta_min\": 0.001}}",
                "ReduceLROnPlateau(patience=64, cooldown=128)");
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean adam = random.nextBoolean();
            int from = 1 << random.nextInt(4, 8);
            int to = Math.max(2, Math.min(512, adam ? from << random.nextInt(-2, 4) : 1 << random.nextInt(3, 10)));
            String schedule = schedules.get(random.nextInt(schedules.size()));
            double rate = Math.exp(random.nextDouble(-8, 0));
            double weight = random.nextDouble(0.01, 0.3);
            Recipe before = recipe("{batch_size: " + from + ", every: step}")
                    .with(edit -> edit.learningRate(rate)
                            .schedule(Schedules.parse(schedule))
                            .normalization(new BatchNorm(weight, 1e-5))
                            .optimizer(
                                    adam
                                            ? new AdamW(0.9, 0.999, 1e-8, random.nextDouble(1e-6, 0.1))
                                            : new Sgd(
                                                    random.nextDouble(0, 0.99), true, random.nextDouble(1e-6, 1e-2))));
            Recipe back = auto(auto(before, to).recipe(), from).recipe();
            String what = "from " + from + " to " + to + ", " + schedule + ", seed " + seed;
            assertThat(back.batchSize()).as(what).isEqualTo(from);
            assertThat(back.learningRate()).as(what).isCloseTo(rate, within(1e-12 * rate));
            assertThat(((BatchNorm) back.normalization()).newestWeight())
                    .as(what)
                    .isCloseTo(weight, within(1e-12));
            assertNear(what, optimizer(back), optimizer(before));
            assertNear(what, Schedules.toMap(back.schedule()), Schedules.toMap(before.schedule()));
        }
    }

    private static Map<String, Object> optimizer(Recipe recipe) {
        return Optimizers.CATALOG.write(recipe.optimizer());
    }

    @SuppressWarnings("unchecked")
    private static void assertNear(String what, Map<String, Object> actual, Map<String, Object> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, value) -> {
            if (value instanceof Map<?, ?> below) {
                assertNear(what, (Map<String, Object>) Objects.requireNonNull(actual.get(key)), (Map<String, Object>)
                        below);
            } else if (value instanceof Double number) {
                assertThat((Double) actual.get(key)).as(what + ": " + key).isCloseTo(number, within(1e-12));
            } else {
                assertThat(actual.get(key)).as(what + ": " + key).isEqualTo(value);
            }
        });
    }

    @Test
    void aBatchBeyondTheDataIsRefused() {
        Recipe recipe = recipe("{batch_size: 32}");
        assertThatThrownBy(() -> auto(recipe, EXAMPLES + 1))
                .isInstanceOf(InputException.class)
                .hasMessage("batch must be at most the number of training examples (4096), but was 4097");
        assertThatThrownBy(() -> auto(recipe, 1)).hasMessageContaining("batch_size must be 2 or more");
    }

    @Test
    void aRunThatIsLeftWithFewStepsIsToldSo() {
        Rescaled rescaled = auto(recipe("{batch_size: 32, epochs: 3}"), 1024);
        assertThat(rescaled.notes()).anyMatch(note -> note.startsWith("only 12 steps are left"));
        assertThat(rescaled.choice().rule().name()).isEqualTo(TransferRule.LINEAR);
    }
}
