package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.run.Cancellation;
import joyul.run.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Child processes that really run out of memory, are killed, or fail. */
class CeilingProbeTest {
    private static CeilingProbe probe(String behaviour) {
        return new CeilingProbe(ByteTrial.class, behaviour).examples(400);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLargestSizeStaysWithinTheMemoryAndTheNextDoesNot() {
        List<Integer> told = new ArrayList<>();
        CeilingProbe.Measured found = probe("")
                .memory(MemorySize.parse("200m"))
                .listener(Listener.of(TriedSize.class, size -> told.add(size.batch())))
                .run();
        MemoryCeiling memory = found.memory();
        assertThat(memory.end()).isEqualTo(MemoryCeiling.End.MEMORY);
        assertThat(memory.largest()).isBetween(60, 180);
        assertThat(memory.failed() - memory.largest()).isBetween(1, 1 + memory.largest() / 20);
        assertThat(found.sizes())
                .allMatch(size -> size.peakBytes() <= 0.95 * (200 << 20) && size.peakBytes() > 10 << 20);
        assertThat(found.sizes()).extracting(TriedSize::batch).isSorted().contains(8, 16, 32, 64, memory.largest());
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        found.sizes().stream().map(TriedSize::batch).toList());
        // Two milliseconds a step, whatever the size.
        assertThat(found.sizes().get(0).examplesPerSecond()).isBetween(8 / 0.02, 8 / 0.002);
        assertThat(found.sizes().get(2).examplesPerSecond())
                .isGreaterThan(found.sizes().get(0).examplesPerSecond());
    }

    @Test
    void aKillByTheSystemLosesOneChildAndNothingElse() {
        CeilingProbe.Measured found = probe("killed").run();
        assertThat(found.memory().largest()).isEqualTo(20);
        assertThat(found.memory().failed()).isEqualTo(21);
        assertThat(found.memory().end()).isEqualTo(MemoryCeiling.End.MEMORY);
    }

    @Test
    void anOutOfMemoryErrorIsAnAnswerToo() {
        assertThat(probe("heap").run().memory().largest()).isEqualTo(20);
    }

    @Test
    void theDataSetEndsTheSearchAndTheBudgetDoes() {
        CeilingProbe.Measured all = probe("").examples(50).run();
        assertThat(all.memory().end()).isEqualTo(MemoryCeiling.End.DATA);
        assertThat(all.memory().largest()).isEqualTo(50);
        assertThat(all.sizes()).extracting(TriedSize::batch).containsExactly(8, 16, 32, 50);
        CeilingProbe.Measured hasty = probe("").budget(Duration.ofMillis(300)).run();
        assertThat(hasty.memory().end()).isEqualTo(MemoryCeiling.End.TIME);
        assertThat(hasty.memory().largest()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void anotherFailureIsNotTakenForALackOfMemory() {
        assertThatThrownBy(() -> probe("fails").run())
                .isInstanceOf(InputException.class)
                .hasMessage("training with batch size 32 failed: the loss is not a number");
        assertThatThrownBy(() -> new CeilingProbe(Nameless.class, "").run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no public constructor");
    }

    @Test
    void whatAChildPrintsIsBounded() {
        assertThatThrownBy(() -> probe("shouts").run())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("training with batch size 32 failed: \\x1b[31mno no no")
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(400));
        assertThatThrownBy(() -> probe("prints").run())
                .isInstanceOf(InputException.class)
                .hasMessage("training with batch size 32 failed: it printed more than 16 MB; print less");
    }

    @Test
    void whereNothingFitsItSaysSo() {
        assertThatThrownBy(() -> probe("")
                        .first(300)
                        .least(300)
                        .memory(MemorySize.parse("200m"))
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no batch size fits into 200 MB of memory: 300 is too large already");
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThatThrownBy(() -> probe("").cancellation(cancelled).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("budget is too short");
    }

    @Test
    void memoryIsReadAsPeopleWriteIt() {
        assertThat(MemorySize.parse("4g").bytes()).isEqualTo(4L << 30);
        assertThat(MemorySize.parse("1.5 GB").bytes()).isEqualTo(3L << 29);
        assertThat(MemorySize.parse("512MiB").bytes()).isEqualTo(512L << 20);
        assertThat(MemorySize.parse("4096").bytes()).isEqualTo(4096);
        assertThat(new MemorySize(4L << 30)).hasToString("4.0 GB");
        for (String wrong : List.of("", "g", "-1g", "4x", "0", "1e9", "99999999999t")) {
            assertThatThrownBy(() -> MemorySize.parse(wrong))
                    .isInstanceOf(InputException.class)
                    .hasMessage("memory must be like 4g, 512m or 1.5g, but was '" + wrong + "'");
        }
        assertThatThrownBy(() -> MemorySize.parse("9".repeat(290_000)))
                .hasMessage(
                        "memory must be like 4g, 512m or 1.5g, but was '" + "9".repeat(80) + "…' (290000 characters)");
        assertThat(MemorySize.available().bytes()).isGreaterThan(1 << 26);
    }

    /** Cannot be made from outside. */
    static final class Nameless implements BatchTrial {
        private Nameless() {}

        @Override
        public Run start(int batch) {
            return () -> {};
        }
    }
}
