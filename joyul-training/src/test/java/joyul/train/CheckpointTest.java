package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    @Test
    void aSeriesOfAnyLengthIsReadBackToTheBitAndNotFromTheHeader() {
        double[] losses = new double[6_000_000];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 1.0 / (i + 1);
        }
        Path file = folder.resolve("long.safetensors");
        new Checkpoint(new SafeTensors(Map.of(), Map.of("readings", losses), Map.of())).write(file);
        assertThat(Checkpoint.read(file).series("readings")).isEqualTo(losses);
    }

    @Test
    void aSeriesThatAnOlderVersionWroteAsTextIsReadBack() {
        assertThat(holding("readings", "0.1 NaN 3.0E-5").series("readings")).containsExactly(0.1, Double.NaN, 3e-5);
        assertThat(holding("readings", "").series("readings")).isEmpty();
    }

    @Test
    void numbersTooFewOrTooManyAreRefused() {
        refused(() -> holding("loss_sum", "1.0").numbers("loss_sum", 2), "'loss_sum' must hold 2 numbers, but holds 1");
        refused(() -> holding("guard", "").numbers("guard", 5), "'guard' must hold 5 numbers, but holds 0");
    }

    @Test
    void fewerNumbersThanAListBeginsWithAreRefused() {
        refused(
                () -> holding("guard_losses", "1.0 2.0").numbersFrom("guard_losses", 3),
                "'guard_losses' must hold 3 numbers or more, but holds 2");
    }

    @Test
    void countsThatNoRunReachesAreRefused() {
        refused(() -> holding("step", "-5").step(), "'step' must be 0 or more, but is -5");
        refused(() -> holding("epoch", "3000000000").epoch(), "'epoch' is 3000000000, which no run reaches");
    }

    @Test
    void aTensorOfAnotherLengthIsRefusedAndNotSpreadOverAll() {
        Checkpoint checkpoint = new Checkpoint(new SafeTensors(
                Map.of("optimizer.0", new SafeTensors.Values(List.of(1L), new float[] {7})), Map.of()));
        refused(() -> checkpoint.flat("optimizer.0", 3), "tensor 'optimizer.0' must hold 3 numbers, but holds 1");
    }

    private static Checkpoint holding(String key, String text) {
        return new Checkpoint(new SafeTensors(Map.of(), Map.of(key, text)));
    }

    private static void refused(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the checkpoint's " + why)
                .hasMessageEndingWith("; delete it and start again");
    }
}
