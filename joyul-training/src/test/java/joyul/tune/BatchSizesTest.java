package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import joyul.batch.BatchRange;
import joyul.batch.Ceilings;
import joyul.batch.MemoryCeiling;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import org.junit.jupiter.api.Test;

class BatchSizesTest {
    /** Sizes of the same throughput under much noise, so that every doubling is slower to the same loss. */
    private static Ceilings ceilings(MemoryCeiling.End end, int largest) {
        NoiseScale scale = new NoiseScale(16, 12, 20, 1, 16, 50);
        NoiseTrail.Window window = new NoiseTrail.Window(1, 100, scale);
        MemoryCeiling memory = new MemoryCeiling(largest, 0, end, MemorySize.parse("4g"));
        List<TriedSize> sizes =
                List.of(new TriedSize(8, 1_000, 0), new TriedSize(16, 1_000, 0), new TriedSize(32, 1_000, 0));
        return new Ceilings(sizes, memory, List.of(window), window, 50_000);
    }

    @Test
    void whatWasMeasuredNeverLeavesOutTheDefaultRecipesBatchAndOneDoublingUnlessTheyDoNotFit() {
        Ceilings cut = ceilings(MemoryCeiling.End.TIME, 32);
        assertThat(BatchRange.of(50_000, Optional.of(cut)).to()).isLessThan(64);
        assertThat(BatchSizes.measured(cut, 64).range()).isEqualTo(new BatchRange(8, 128));
        assertThat(BatchSizes.measured(cut, 64).facts())
                .containsEntry("from", 8)
                .containsEntry("to", 128);
        assertThat(BatchSizes.measured(ceilings(MemoryCeiling.End.MEMORY, 100), 64)
                        .range())
                .as("128 does not fit")
                .isEqualTo(new BatchRange(8, 64));
    }
}
