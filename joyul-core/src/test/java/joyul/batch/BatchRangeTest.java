package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchRangeTest {
    @Test
    void theDataSetIsTheCeilingThatCostsNothing() {
        assertThat(BatchRange.of(60_000)).isEqualTo(new BatchRange(16, 512));
        assertThat(BatchRange.of(1_297)).isEqualTo(new BatchRange(16, 128));
        assertThat(BatchRange.of(40)).isEqualTo(new BatchRange(16, 16));
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
}
