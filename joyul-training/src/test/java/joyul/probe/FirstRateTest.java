package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import joyul.Joyul;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.explain.Language;
import joyul.firstrate.RacedRate;
import joyul.firstrate.RateAdvice;
import joyul.firstrate.RuleRate;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.torch.Torch;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class FirstRateTest {
    private static final String MLP = "{network: [flatten, {type: linear, outputs: 32}, norm, relu, dropout,"
            + " {type: linear, outputs: 10}], batch_size: 32, epochs: 12, clip_norm: 5}";

    private static Data digits() {
        Data all = Data.load("digits");
        return Data.of("in memory", first(all.train(), 700), first(all.validation(), 100), first(all.test(), 10));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    private static Recipe recipe(Data data, String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(data);
    }

    @Test
    void oneSeedGivesOneAnswerToTheBit() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        RateAdvice once = FirstRate.of(recipe, data).compared(true).run();
        RateAdvice again = FirstRate.of(recipe, data).compared(true).run();
        assertThat(again.json(Language.EN)).isEqualTo(once.json(Language.EN));
        RateAdvice other = FirstRate.of(recipe.with(r -> r.seed(2)), data).run();
        assertThat(other.checksum()).isNotEqualTo(once.checksum());
    }

    @Test
    void habitIsWhatTheFirstRatesPageSaysAndMeasured() {
        Data data = digits();
        assertThat(Course.habit(recipe(data, "{network: mlp}"))).isEqualTo(0.1);
        assertThat(Course.habit(recipe(data, "{network: mlp, optimizer: adam}")))
                .isEqualTo(1e-3);
        assertThat(Course.habit(recipe(data, "{network: mlp, optimizer: adamw}")))
                .isEqualTo(1e-3);
        assertThat(Course.habit(recipe(data, "{network: mlp, optimizer: prodigy}")))
                .isEqualTo(1);
    }

    private static boolean slowsItself(Data data, String yaml) {
        Recipe recipe = recipe(data, yaml);
        Allowance allowance = new Allowance(1, Listener.NONE, new Cancellation());
        try (Track track = new Track(recipe, data, allowance)) {
            return new Course(track, recipe, allowance, 1).slowsItself();
        }
    }

    @Test
    void aRunSlowsItselfByDescentOnNormalizedWeightsUnderAScheduleThatEndsNearNothing() {
        Data data = digits();
        for (String network : new String[] {"mlp", "cnn-small"}) {
            for (String normalization : new String[] {"batch_norm", "layer_norm"}) {
                for (String schedule : new String[] {"OneCycleLR()", "CosineAnnealingLR()", "WSD()"}) {
                    String yaml = "{network: " + network + ", normalization: " + normalization + ", schedule: \""
                            + schedule + "\"}";
                    assertThat(slowsItself(data, yaml)).as(yaml).isTrue();
                }
            }
        }
        assertThat(slowsItself(data, "{network: mlp}")).isTrue();
        assertThat(slowsItself(data, "{network: mlp, normalization: none}")).isFalse();
        assertThat(slowsItself(data, "{network: mlp, optimizer: adamw}")).isFalse();
        assertThat(slowsItself(data, "{network: mlp, schedule: constant()}")).isFalse();
        assertThat(slowsItself(data, "{network: mlp, epochs: 10, schedule: ExponentialLR(0.95)}"))
                .isFalse();
        // One normalization among four layers does not hold the others' scale.
        assertThat(slowsItself(
                        data,
                        "{network: [flatten, {type: linear, outputs: 9}, norm, relu, {type: linear, outputs: 9}, relu,"
                                + " {type: linear, outputs: 9}, relu, {type: linear, outputs: 10}]}"))
                .isFalse();
    }

    @Test
    void theDefaultRecipesIntervalHoldsTheRatesThatTrainItBest() {
        Data data = Data.load("digits");
        // Whole runs with several seeds are best from 0.01 to 0.18 (bench/first-lr defaults).
        RateAdvice advice = FirstRate.of(recipe(data, "{network: mlp}"), data).run();
        assertThat(advice.recommended()).isBetween(0.03, 0.1);
        assertThat(advice.low()).isLessThan(0.03);
        assertThat(advice.high()).isGreaterThan(0.18);
        assertThat(advice.costSteps()).isLessThanOrEqualTo(600);
    }

    @Test
    void theRecipesOwnRateChangesNothing() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        RateAdvice usual = FirstRate.of(recipe, data).run();
        RateAdvice other =
                FirstRate.of(recipe.with(r -> r.learningRate(37)), data).run();
        assertThat(other.json(Language.EN)).isEqualTo(usual.json(Language.EN));
    }

    @Test
    void theRecommendedRateTrainsBetterThanAThirtiethAndThirtyTimesOfIt() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        double rate = FirstRate.of(recipe, data).run().recommended();
        assertThat(finalLoss(recipe, data, rate))
                .isLessThan(finalLoss(recipe, data, rate / 30))
                .isLessThan(finalLoss(recipe, data, rate * 30));
    }

    private static double finalLoss(Recipe recipe, Data data, double rate) {
        Recipe run = recipe.with(r -> r.learningRate(rate));
        return Joyul.train(run, data).validation().loss();
    }

    @Test
    void aLiveTrainersStateIsLeftAsItWasToTheBit() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            trainer.run(12, Listener.NONE, new Cancellation().derived(() -> trainer.step() == 30));
            String weights = Fingerprint.of(trainer.model());
            FirstRate.of(recipe, data).run();
            Sharpness.of(trainer.model(), recipe, data);
            assertThat(Fingerprint.of(trainer.model())).isEqualTo(weights);
            // Its optimizer too: it goes on as a run does that nobody measured beside.
            trainer.run(12);
            try (Trainer alone = new Trainer(recipe, shared)) {
                alone.run(12);
                assertThat(Fingerprint.of(trainer.model())).isEqualTo(Fingerprint.of(alone.model()));
            }
        }
    }

    @Test
    void theBudgetBoundsEverythingComparedOrNot() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        for (long budget : new long[] {120, 300, 700}) {
            List<Long> steps = new ArrayList<>();
            RateAdvice advice = FirstRate.of(recipe, data)
                    .budget(budget)
                    .compared(true)
                    .listener(Listener.of(ProbeStep.class, made -> {
                        assertThat(made.most()).isEqualTo(budget);
                        steps.add(made.step());
                    }))
                    .run();
            assertThat(steps.get(steps.size() - 1)).isLessThanOrEqualTo(budget);
            assertThat(advice.costSteps()).isLessThanOrEqualTo(budget);
            assertThat(advice.rules())
                    .extracting(RuleRate::rule)
                    .contains("fastai valley", "Lightning suggestion", "habit");
        }
    }

    @Test
    void aBudgetTooSmallIsRefused() {
        Data data = digits();
        FirstRate probe = FirstRate.of(recipe(data, MLP), data);
        assertThatThrownBy(() -> probe.budget(10))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("budget must be");
    }

    @Test
    void itMayBeCancelled() {
        Data data = digits();
        FirstRate probe = FirstRate.of(recipe(data, MLP), data).cancellation(new Cancellation().derived(() -> true));
        assertThatThrownBy(probe::run).isInstanceOf(Cancelled.class);
    }

    @Test
    void nothingNativeIsLeftBehind() {
        Data data = digits();
        Recipe recipe = recipe(data, MLP);
        Torch.start();
        FirstRate.of(recipe, data).compared(true).run();
        long before = Pointer.totalCount();
        FirstRate.of(recipe, data).compared(true).run();
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void regressionAndAdaptiveOptimizersAreMeasuredToo() {
        float[][] rows = new float[400][4];
        float[] values = new float[400];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 4; j++) {
                rows[i][j] = (float) Math.sin(i * (j + 1));
            }
            values[i] = rows[i][0] - 2 * rows[i][1] * rows[i][2];
        }
        Data data = Data.of(rows, values).split(0.8, 1);
        Recipe recipe =
                recipe(data, "{network: mlp, normalization: none, batch_size: 16, epochs: 20, optimizer: adamw}");
        RateAdvice advice = FirstRate.of(recipe, data).compared(true).run();
        assertThat(advice.recommended()).isBetween(1e-4, 0.1);
        assertThat(advice.races()).extracting(RacedRate::finished).contains(true);
        assertThat(advice.rules().get(advice.rules().size() - 1).rate()).isNull();
    }
}
