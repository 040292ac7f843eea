package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import joyul.noise.CriticalBatch;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import org.junit.jupiter.api.Test;

class BatchRangeTest {
    @Test
    void theDataSetIsTheCeilingThatCostsNothing() {
        assertThat(BatchRange.of(60_000)).isEqualTo(new BatchRange(16, 512));
        assertThat(BatchRange.of(1_297)).isEqualTo(new BatchRange(16, 128));
        assertThat(BatchRange.of(40)).isEqualTo(new BatchRange(16, 16));
        assertThat(BatchRange.of(10)).as("no batch is larger than the data").isEqualTo(new BatchRange(8, 8));
    }

    /** Throughput doubles up to 64; critical batch 1000: sizes far below the knee are slow, and the memory ends at 700. */
    @Test
    void measuredCeilingsLeaveOutWhatIsSlowOrDoesNotFit() {
        List<TriedSize> sizes = List.of(
                new TriedSize(8, 1_000, 0),
                new TriedSize(16, 2_000, 0),
                new TriedSize(32, 4_000, 0),
                new TriedSize(64, 8_000, 0),
                new TriedSize(128, 8_000, 0),
                new TriedSize(700, 8_000, 0));
        NoiseScale scale = new NoiseScale(1_000, 1_000 * CriticalBatch.BIAS, 1_000, 1, 1_000, 50);
        NoiseTrail.Window window = new NoiseTrail.Window(1, 100, scale);
        MemoryCeiling memory = new MemoryCeiling(700, 720, MemoryCeiling.End.MEMORY, MemorySize.parse("1g"));
        Ceilings ceilings = new Ceilings(sizes, memory, List.of(window), window, 60_000);
        assertThat(BatchRange.of(60_000, Optional.of(ceilings)))
                .as("16 takes four times as long as 64, and 32 twice")
                .isEqualTo(new BatchRange(32, 512));
    }

    @Test
    void sizesThatTimeLeftUntriedStayInTheRange() {
        assertThat(BatchRange.of(60_000, Optional.of(cutShort(16, 32)))).isEqualTo(new BatchRange(16, 512));
        assertThat(BatchRange.of(900, Optional.of(cutShort(8)))).isEqualTo(new BatchRange(8, 64));
        assertThat(BatchRange.of(60_000, Optional.of(cutShort(16, 32, 64, 128, 256, 512, 1_024, 2_048))))
                .as(
                        "2,048 was tried: at a critical batch of 100 it takes 4.6 times as long as the best, which 512 is at worst 1.3 times")
                .isEqualTo(new BatchRange(16, 1_024));
    }

    @Test
    void aRecipesOwnBatchAndOneDoublingAboveItLieInTheRangeAsFarAsTheyFit() {
        assertThat(new BatchRange(8, 64).reaching(64, 50_000)).isEqualTo(new BatchRange(8, 128));
        assertThat(new BatchRange(8, 16).reaching(64, 50_000)).isEqualTo(new BatchRange(8, 128));
        assertThat(new BatchRange(128, 512).reaching(32, 50_000)).isEqualTo(new BatchRange(32, 512));
        assertThat(new BatchRange(16, 512).reaching(64, 50_000)).isEqualTo(new BatchRange(16, 512));
        assertThat(new BatchRange(8, 64).reaching(64, 100))
                .as("128 does not fit")
                .isEqualTo(new BatchRange(8, 64));
        assertThat(new BatchRange(8, 16).reaching(64, 40))
                .as("32 is the largest that fits")
                .isEqualTo(new BatchRange(8, 32));
        assertThat(new BatchRange(8, 64).reaching(96, 50_000))
                .as("powers of two, the recipe's own or the one below")
                .isEqualTo(new BatchRange(8, 128));
    }

    /** Throughput is the same for all sizes, the critical batch from 100 to 1,000, and the time was up after the last. */
    private static Ceilings cutShort(int... batches) {
        List<TriedSize> sizes = Arrays.stream(batches)
                .mapToObj(batch -> new TriedSize(batch, batch < 512 ? 1_000 : 4_000, 0))
                .toList();
        NoiseScale scale = new NoiseScale(700, 100 * CriticalBatch.BIAS, 1_000, 1, 700, 50);
        NoiseTrail.Window window = new NoiseTrail.Window(1, 100, scale);
        int last = batches[batches.length - 1];
        MemoryCeiling memory = new MemoryCeiling(last, 0, MemoryCeiling.End.TIME, MemorySize.parse("4g"));
        return new Ceilings(sizes, memory, List.of(window), window, 60_000);
    }
}
