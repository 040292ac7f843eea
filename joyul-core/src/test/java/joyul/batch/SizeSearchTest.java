package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SizeSearchTest {
    @Test
    void whatIsFoundWorkedAndTheNextFailureIsClose() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int truth = (int) Math.exp(random.nextDouble(0, 12));
            int most = (int) Math.exp(random.nextDouble(3, 12));
            int least = random.nextInt(1, 5);
            List<Integer> worked = new ArrayList<>();
            List<Integer> failed = new ArrayList<>();
            SizeSearch.Found found = SizeSearch.largest(Math.min(8, most), least, most, 0.05, size -> {
                (size <= truth ? worked : failed).add(size);
                return size <= truth ? SizeSearch.Verdict.WORKS : SizeSearch.Verdict.FAILS;
            });
            String described = "seed " + seed + ", truth " + truth + ", most " + most + ": " + found;
            assertThat(found.timeUp()).as(described).isFalse();
            assertThat(found.largest())
                    .as(described)
                    .isEqualTo(worked.stream().mapToInt(size -> size).max().orElse(0));
            assertThat(worked.size() + failed.size()).as(described).isLessThan(24);
            assertThat(worked).doesNotHaveDuplicates().allMatch(size -> size >= least && size <= most);
            if (truth >= most) {
                assertThat(found).as(described).isEqualTo(new SizeSearch.Found(most, 0, false));
            } else {
                int below = Math.max(found.largest(), least - 1);
                assertThat(found.failed() - below).as(described).isLessThanOrEqualTo(Math.max(1, (int)
                        (0.05 * found.largest())));
                assertThat(found.failed()).isGreaterThan(truth);
            }
        }
    }

    @Test
    void aSearchWithoutTimeKeepsWhatItHas() {
        SizeSearch.Found found = SizeSearch.largest(
                8, 1, 10_000, 0.05, size -> size < 100 ? SizeSearch.Verdict.WORKS : SizeSearch.Verdict.NO_TIME);
        assertThat(found).isEqualTo(new SizeSearch.Found(64, 0, true));
    }
}
