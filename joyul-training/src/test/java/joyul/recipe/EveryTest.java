package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.data.Data;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.LambdaLR;
import joyul.rate.Length;
import joyul.rate.OneCycleLR;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.rate.StepLR;
import joyul.rate.Warmup;
import org.junit.jupiter.api.Test;

/** When the schedulers of a recipe step, where it says so and where it does not. */
class EveryTest {
    private static final Data DIGITS = Data.load("digits");

    @Test
    void theUnitFollowsTheSchedule() {
        Recipe epochs = recipe("schedule: 'StepLR(step_size=10, gamma=0.1)'");

        assertThat(epochs.every()).isEqualTo(Every.EPOCH);
        assertThat(epochs.schedule()).isEqualTo(new StepLR(10));
        assertThat(recipe("schedule: 'CyclicLR(step_size_up=10)'").every()).isEqualTo(Every.STEP);
        Recipe mixed = recipe("schedule: {type: Warmup, steps: 20, then: {type: StepLR, step_size: 10}}");
        assertThat(mixed.every()).isEqualTo(Every.STEP);
        assertThat(mixed.schedule()).isEqualTo(new StepLR(Length.epochs(10), 0.1).after(Warmup.linear(20)));
    }

    @Test
    void aRecipeThatNamesTheUnitKeepsIt() {
        Recipe named = recipe("{every: step, schedule: 'StepLR(10)', momentum_schedule: 'LinearLR(total_iters=20)'}");

        assertThat(named.every()).isEqualTo(Every.STEP);
        assertThat(named.schedule()).isEqualTo(new StepLR(10));
        assertThat(named.momentumSchedule()).isEqualTo(Schedules.parse("LinearLR(total_iters=20)"));
        assertThat(recipe("{every: epoch, schedule: OneCycleLR}").every()).isEqualTo(Every.EPOCH);
    }

    @Test
    void theDefaultRecipesStepByOptimizerSteps() {
        Recipe plain = recipe("{}");
        assertThat(plain.every()).isEqualTo(Every.STEP);
        assertThat(plain.schedule()).isEqualTo(new OneCycleLR().momentum(null));
        for (String optimizer : new String[] {"prodigy", "schedule_free_sgd", "schedule_free_adamw", "adamw"}) {
            assertThat(recipe("optimizer: " + optimizer).every()).isEqualTo(Every.STEP);
        }
        assertThat(recipe("optimizer: prodigy").schedule()).isEqualTo(new CosineAnnealingLR());
    }

    @Test
    void aMomentumScheduleStepsWithTheRateAndItsLengthsKeepTheirUnit() {
        Recipe recipe = recipe("{schedule: OneCycleLR, momentum_schedule: 'LinearLR(total_iters=5)'}");

        assertThat(recipe.every()).isEqualTo(Every.STEP);
        assertThat(recipe.momentumSchedule()).isEqualTo(Schedules.parse("LinearLR(total_iters='5ep')"));
    }

    @Test
    void aScheduleGivenInJavaBringsItsUnitUnlessOneIsNamed() {
        Recipe plain = recipe("{}");
        Schedule steps = new StepLR(10);

        assertThat(plain.with(r -> r.schedule(steps)).every()).isEqualTo(Every.EPOCH);
        assertThat(plain.with(r -> r.schedule(steps).every(Every.STEP)).every()).isEqualTo(Every.STEP);
        assertThat(plain.with(r -> r.every(Every.STEP).schedule(steps)).every()).isEqualTo(Every.STEP);
        assertThat(plain.with(r -> r.schedule(steps)).with(r -> r.epochs(3)).every())
                .isEqualTo(Every.EPOCH);
        assertThat(plain.with(r -> r.every(Every.EPOCH))
                        .with(r -> r.schedule(new CosineAnnealingLR()))
                        .every())
                .isEqualTo(Every.EPOCH);
    }

    @Test
    void aLambdaBehindSetIsTheScheduleItIsAndNoMapOfYaml() {
        String lambda = "LambdaLR(lr_lambda=lambda e: 0.9 ** e)";
        for (String text :
                new String[] {lambda, " " + lambda, "scheduler = optim.lr_scheduler." + lambda, "'" + lambda + "'"}) {
            Recipe recipe =
                    RecipeDraft.forData("digits").set("schedule=" + text).complete(DIGITS);
            assertThat(recipe.schedule()).as(text).isEqualTo(LambdaLR.of("lambda e: 0.9 ** e"));
            assertThat(recipe.every()).isEqualTo(Every.EPOCH);
        }
        assertThat(RecipeDraft.forData("digits")
                        .set("momentum_schedule=" + lambda)
                        .complete(DIGITS)
                        .momentumSchedule())
                .isEqualTo(LambdaLR.of("lambda e: 0.9 ** e"));
        for (String yaml : new String[] {"{type: StepLR, step_size: 3}", "{\"type\": \"StepLR\", \"step_size\": 3}"}) {
            assertThat(RecipeDraft.forData("digits")
                            .set("schedule=" + yaml)
                            .complete(DIGITS)
                            .schedule())
                    .isEqualTo(new StepLR(3));
        }
        assertThat(RecipeDraft.forData("digits")
                        .set("schedule=constant")
                        .complete(DIGITS)
                        .schedule())
                .isEqualTo(new ConstantRate());
    }

    private static Recipe recipe(String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(DIGITS);
    }
}
