package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateFallTest {
    private static final Data DIGITS = Data.load("digits");

    @Test
    void theFirstEpochBelowAMillionthIsForeseen() {
        assertThat(of("{epochs: 30, learning_rate: 0.1, schedule: 'ExponentialLR(gamma=0.05)'}"))
                .hasValueSatisfying(fall -> {
                    // 0.05^4 is 6e-6, 0.05^5 3e-7: the sixth epoch.
                    assertThat(fall.epoch()).isEqualTo(6);
                    assertThat(fall.last()).isEqualTo(0.1 * StrictMath.pow(0.05, 29));
                });
        assertThat(of("{epochs: 30, every: step, schedule: 'StepLR(step_size=10, gamma=0.1)'}"))
                .hasValueSatisfying(fall -> {
                    // 41 batches an epoch: the third begins after 82 of them, and so after 8 cuts.
                    assertThat(fall.epoch()).isEqualTo(3);
                    assertThat(fall.last()).isLessThan(1e-60);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OneCycleLR",
                "CosineAnnealingLR",
                "WSD",
                "TanhLR",
                "constant",
                "ReduceLROnPlateau(patience=0)",
                "StepLR(step_size=10, gamma=0.1)",
                "Warmup(steps='1ep', start_factor=0, then=CosineAnnealingLR())"
            })
    void whatReachesZeroAtTheEndOfTheRunIsNoFall(String schedule) {
        assertThat(of("{epochs: 30, schedule: \"" + schedule + "\"}")).isEmpty();
    }

    @Test
    void aRunOfAnyLengthIsAnsweredAtOnce() {
        assertThat(of("{epochs: 2000000000, schedule: 'MultiplicativeLR(lambda e: 0.5)'}"))
                .isEmpty();
    }

    private static Optional<RateFall> of(String yaml) {
        Recipe recipe = RecipeDraft.parse(yaml, "recipe.yaml").complete(DIGITS);
        return RateFall.of(recipe, DIGITS.train().size());
    }
}
