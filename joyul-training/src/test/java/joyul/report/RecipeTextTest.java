package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecipeTextTest {
    @Test
    void ratesFollowTheScheduleOverTheWholeRun() {
        List<List<Double>> rates = RecipeText.of(SomeStudy.RECIPE).rates(10_000).orElseThrow();
        assertThat(rates.get(0).get(0)).isZero();
        assertThat(rates.get(0).get(1)).isCloseTo(0.1 / 25, within(1e-12));
        assertThat(rates.stream().mapToDouble(pair -> pair.get(1)).max().orElseThrow())
                .isCloseTo(0.1, within(1e-4));
        // PyTorch: the end is the start divided by final_div_factor.
        assertThat(rates.get(rates.size() - 1).get(0)).isEqualTo(9.0);
        assertThat(rates.get(rates.size() - 1).get(1)).isCloseTo(0.1 / 25 / 1e4, within(1e-9));
    }

    @Test
    void aLongValueCostsMemoryInProportionToItsLength() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String yaml = "network: " + "x".repeat(1 << 19);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(RecipeText.of(yaml).type("network")).hasSize(1 << 19);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    }

    @Test
    void anEpochScheduleStepsOnceAnEpoch() {
        String yaml = "{learning_rate: 0.8, batch_size: 10, epochs: 3, every: epoch,"
                + " schedule: {type: ExponentialLR, gamma: 0.5}}";
        assertThat(RecipeText.of(yaml).rates(100).orElseThrow())
                .containsExactly(List.of(0.0, 0.8), List.of(1.0, 0.4), List.of(2.0, 0.2), List.of(3.0, 0.2));
    }

    @Test
    void aRunLongerThanAnybodyCanFollowHasNoPictureAndTakesNoTime() {
        String run = "{learning_rate: 0.8, batch_size: 1, epochs: %s, every: %s, schedule: {type: ChainedScheduler,"
                + " schedulers: [{type: ExponentialLR, gamma: 0.99999}, {type: StepLR, step_size: 7}]}}";
        assertThat(RecipeText.of(String.format(Locale.ROOT, run, "3", "step")).rates(1000))
                .isPresent();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String epochs : List.of("1000000000000000000", "9223372036854775807", "1e300", ".inf", "20000")) {
                assertThat(RecipeText.of(String.format(Locale.ROOT, run, epochs, "step"))
                                .rates(1000))
                        .as(epochs)
                        .isEmpty();
            }
        });
    }

    @Test
    void textThatNestsDeeplyGivesNothing() {
        for (String text : List.of("[".repeat(3000), "{a: ".repeat(3000), "a: !!float abc", "- ".repeat(3000) + "a")) {
            assertThat(RecipeText.of(text).rates(100)).isEmpty();
        }
    }

    @Test
    void whatIsNoRecipeGivesNothing() {
        for (String text : List.of("", "a: [", "3", "schedule: {type: Unknown}", "</script>")) {
            RecipeText recipe = RecipeText.of(text);
            assertThat(recipe.rates(100)).isEmpty();
            assertThat(recipe.type("normalization")).isEmpty();
            assertThat(recipe.number("optimizer", "momentum")).isEmpty();
        }
    }
}
