package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupsTest {
    @Test
    void groupsCoverTheBatchAndDifferByAtMostOneAndAreNeverOfOne() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int batch = 2 + random.nextInt(300);
            int size = 2 + random.nextInt(100);
            List<Integer> sizes = sizes(size, batch);
            assertThat(sizes.stream().mapToInt(Integer::intValue).sum())
                    .as("seed %d", seed)
                    .isEqualTo(batch);
            assertThat(Collections.max(sizes) - Collections.min(sizes))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1);
            assertThat(Collections.min(sizes)).as("seed %d", seed).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theNumberOfGroupsIsTheNearest() {
        assertThat(sizes(32, 128)).containsExactly(32, 32, 32, 32);
        assertThat(sizes(5, 13)).containsExactly(5, 4, 4);
        assertThat(sizes(4, 9)).containsExactly(5, 4);
        assertThat(sizes(2, 3)).containsExactly(3);
        assertThat(sizes(100, 8)).containsExactly(8);
    }

    private static List<Integer> sizes(int size, int batch) {
        List<Integer> sizes = new ArrayList<>();
        int next = 0;
        for (Groups.Block block : new Groups(size).blocks(batch)) {
            assertThat(block.start()).isEqualTo(next);
            next += block.length();
            sizes.addAll(Collections.nCopies(block.groups(), block.size()));
        }
        return sizes;
    }
}
