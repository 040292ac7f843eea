package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.batch.Timing;
import org.junit.jupiter.api.Test;

/** Turns on clocks that only the ways move. */
class TurnsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> order = new ArrayList<>();
    private long wall;
    private long processor;

    private Turns.Way way(String name, long nanos, double... micros) {
        return given -> {
            int before = (int) order.stream().filter(name::equals).count();
            order.add(name);
            wall += nanos;
            processor += nanos;
            return micros[before % micros.length];
        };
    }

    private Turns timed(long nanos, Turns.Way a, Turns.Way b) {
        Map<String, Turns.Way> ways = new LinkedHashMap<>();
        ways.put("a", a);
        ways.put("b", b);
        return Turns.of(ways, new Turns.Clocks(() -> wall, () -> processor), nanos);
    }

    @Test
    void theWaysTakeTurnsAndADipChangesNoMedian() {
        Turns turns = timed(SECOND, way("a", SECOND / 10, 449, 450, 25_478, 448, 449), way("b", SECOND / 10, 300));
        assertThat(String.join("", order)).isEqualTo("ababababab");
        assertThat(turns.timings())
                .containsEntry("a", new Timing(449, 1.0 / 449))
                .containsEntry("b", new Timing(300, 0));
        assertThat(turns.processorShare()).isEqualTo(1);
        assertThat(turns.isTrustworthy()).isTrue();
        assertThat(turns.fastest(1.2)).isEqualTo("b");
        assertThat(turns.fastest(1.5)).as("300 is not 1.5 times as fast").isEqualTo("a");
    }

    @Test
    void eachTurnMayTakeItsShareOfTheTime() {
        List<Long> given = new ArrayList<>();
        timed(
                SECOND,
                nanos -> {
                    given.add(nanos);
                    return 1;
                },
                nanos -> 1);
        assertThat(given).hasSize(5).containsOnly(SECOND / 10);
    }

    @Test
    void aRoundThatWouldEndTooLateIsNotBegun() {
        timed(SECOND, way("a", SECOND / 5, 1), way("b", SECOND / 5, 1));
        assertThat(String.join("", order)).as("0.4 s a round").isEqualTo("abab");
        order.clear();
        Turns slow = timed(SECOND, way("a", 3 * SECOND, 3e6), way("b", 4 * SECOND, 4e6));
        assertThat(String.join("", order)).as("each once at least").isEqualTo("ab");
        assertThat(slow.isTrustworthy()).isTrue();
        assertThat(slow.fastest(1.05)).isEqualTo("a");
    }

    @Test
    void wideSpreadOrALackOfProcessorTimeIsNotTrusted() {
        Turns wide = timed(SECOND, way("a", 1, 449, 25_478, 449, 25_478, 449), way("b", 1, 100));
        assertThat(wide.isTrustworthy()).isFalse();
        assertThat(wide.fastest(1.2)).isEqualTo("a");
        Turns starved = timed(
                SECOND,
                nanos -> {
                    wall += 10;
                    processor += 4;
                    return 449;
                },
                nanos -> 100);
        assertThat(starved.processorShare()).isEqualTo(0.4);
        assertThat(starved.isTrustworthy()).isFalse();
        assertThat(starved.fastest(1.2)).isEqualTo("a");
    }

    @Test
    void whereTheSystemDoesNotTellTheProcessorTimeTheRoundsDecide() {
        Turns turns = Turns.of(Map.of("a", nanos -> 449), new Turns.Clocks(() -> wall++, () -> -1), SECOND);
        assertThat(turns.processorShare()).isNaN();
        assertThat(turns.isTrustworthy()).isTrue();
    }
}
