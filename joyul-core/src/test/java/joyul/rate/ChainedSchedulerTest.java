package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainedSchedulerTest {
    private static final Schedule CHAIN =
            new ChainedScheduler(new ExponentialLR(0.9), new CosineAnnealingLR(7).etaMin(0.3), new StepLR(4, 0.5));

    @Test
    void itIsAPureFunctionInWhateverOrderItIsAsked() {
        double[] inOrder = new double[60];
        for (int step = 0; step < inOrder.length; step++) {
            inOrder[step] = CHAIN.rate(1, step, Readings.none());
        }
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            int step = random.nextInt(inOrder.length);
            double base = random.nextBoolean() ? 1 : 0.1;
            double rate = CHAIN.rate(base, step, Readings.none());
            assertThat(base == 1 ? rate : inOrder[step])
                    .as("seed 4, case %s", i)
                    .isEqualTo(inOrder[step]);
        }
    }

    @Test
    void aPlateauInAChainCutsWhatTheOthersMake() {
        Schedule chain = new ChainedScheduler(
                new LinearLR(0.5, 1, Length.of(2)),
                new ReduceLROnPlateau().factor(0.5).patience(0));
        Readings readings = Readings.of(2, 2, 1, 1);

        assertThat(chain.rate(1, 0, readings)).isEqualTo(0.5);
        assertThat(chain.rate(1, 1, readings)).isEqualTo(0.75);
        assertThat(chain.rate(1, 2, readings)).isEqualTo(0.5);
        assertThat(chain.rate(1, 3, readings)).isEqualTo(0.5);
        assertThat(chain.rate(1, 4, readings)).isEqualTo(0.25);
        assertThat(chain.rate(1, 4, Readings.of(2, 1, 0.5, 0.25))).isEqualTo(1);
    }

    @Test
    void aScheduleOfOurOwnMultipliesWhatTheOthersMake() {
        Schedule chain = new ChainedScheduler(new InverseSquareRootLR(4), new ExponentialLR(0.5));

        assertThat(chain.rate(0.8, 1, Readings.none())).isCloseTo(0.8 * 0.5 * 0.5, within(1e-16));
        assertThat(chain.rate(0.8, 15, Readings.none())).isCloseTo(0.8 * 0.5 * Math.pow(0.5, 15), within(1e-19));
    }
}
