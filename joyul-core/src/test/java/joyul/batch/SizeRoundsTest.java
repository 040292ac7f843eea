package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import joyul.run.Cancellation;
import org.junit.jupiter.api.Test;

/** Rounds on a clock that only trials move. */
class SizeRoundsTest {
    private long now;
    private final List<Integer> order = new ArrayList<>();

    /** Each trial takes a second; a step of n examples n milliseconds, but for a dip on the third trial. */
    private OptionalDouble trial(int batch) {
        order.add(batch);
        now += 1_000_000_000L;
        return OptionalDouble.of(batch / 1_000.0 * (order.size() == 3 ? 9 : 1));
    }

    private SizeRounds rounds(long deadline) {
        SizeRounds rounds = new SizeRounds(() -> now, deadline);
        for (int batch : new int[] {32, 8, 16}) {
            rounds.first(batch, batch / 1_000.0, batch, 1_000_000_000L);
        }
        return rounds;
    }

    @Test
    void sizesTakeTurnsAndADipOfOneRoundChangesNoMedian() {
        SizeRounds rounds = rounds(Long.MAX_VALUE);
        rounds.goOn(this::trial, new Cancellation());
        assertThat(order).containsExactly(8, 16, 32, 8, 16, 32);
        assertThat(rounds.sizes()).extracting(TriedSize::batch).containsExactly(8, 16, 32);
        assertThat(rounds.sizes())
                .extracting(TriedSize::examplesPerSecond)
                .allSatisfy(speed -> assertThat(speed).isCloseTo(1_000, within(1e-9)));
        assertThat(rounds.sizes()).extracting(TriedSize::peakBytes).containsExactly(8L, 16L, 32L);
        // Rounds of 32, 288 and 32 ms: quartiles 32 and 160.
        assertThat(rounds.sizes().get(2).spread()).isCloseTo(4, within(1e-12));
        assertThat(rounds.sizes().get(2).isBusy()).isTrue();
        assertThat(rounds.sizes().get(0).spread()).isZero();
    }

    @Test
    void noTrialIsBegunThatWouldEndBehindTheDeadline() {
        SizeRounds rounds = rounds(2_500_000_000L);
        rounds.goOn(this::trial, new Cancellation());
        assertThat(order).containsExactly(8, 16);
        assertThat(now).isLessThanOrEqualTo(2_500_000_000L);
        assertThat(rounds.sizes().get(2).spread())
                .as("one round tells no spread")
                .isNaN();
        assertThat(rounds.sizes().get(2).isBusy()).isFalse();
    }

    @Test
    void whoeverStopsItKeepsWhatThereIs() {
        SizeRounds rounds = rounds(Long.MAX_VALUE);
        rounds.goOn(this::trial, new Cancellation().derived(() -> order.size() == 1));
        assertThat(order).containsExactly(8);
        assertThat(rounds.sizes()).hasSize(3);
    }

    @Test
    void aTrialThatFailsLaterChangesNothing() {
        SizeRounds rounds = rounds(Long.MAX_VALUE);
        rounds.goOn(batch -> OptionalDouble.empty(), new Cancellation());
        assertThat(rounds.sizes()).extracting(TriedSize::examplesPerSecond).containsExactly(1_000.0, 1_000.0, 1_000.0);
    }

    @Test
    void aTimingIsTheMedianWithTheDistanceOfTheQuartiles() {
        Timing timing = Timing.of(List.of(5.0, 1.0, 2.0, 4.0, 3.0));
        assertThat(timing).isEqualTo(new Timing(3, (4.0 - 2.0) / 3));
        assertThat(timing.isBusy()).isTrue();
        assertThat(Timing.of(List.of(100.0, 104.0, 96.0)).isBusy()).isFalse();
        assertThat(Timing.of(List.of(7.0)).spread()).isNaN();
        assertThat(new Timing(449, 0.1).isPlausible()).isTrue();
        assertThat(new Timing(449, Double.NaN).isPlausible()).isTrue();
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(new Timing(wrong, 0.1).isPlausible()).as("%s", wrong).isFalse();
        }
        assertThat(new Timing(449, -1).isPlausible()).isFalse();
        assertThat(new Timing(449, Double.POSITIVE_INFINITY).isPlausible()).isFalse();
    }
}
