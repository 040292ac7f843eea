package joyul.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GuardedTest {
    @Test
    void whatIsReadComesBack() {
        assertThat(Guarded.read("x", () -> 7)).isEqualTo(7);
    }

    @Test
    void aLineThatIsSaidAlreadyStays() {
        assertThatThrownBy(() -> Guarded.read("x", () -> {
                    throw new InputException("gamma must be positive");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("gamma must be positive");
    }

    @Test
    void anyOtherFailureBecomesALineWithItsPlace() {
        assertThatThrownBy(() -> Guarded.read("joyul.db: trial 7", () -> Integer.parseInt("x7")))
                .isInstanceOf(InputException.class)
                .hasMessage("joyul.db: trial 7 cannot be read: it is damaged, or not what it should be"
                        + " (For input string: \"x7\")");
    }

    @Test
    void theEndOfTheStackIsSaidAsDepth() {
        assertThatThrownBy(() -> Guarded.read("the schedule", () -> endless(0)))
                .isInstanceOf(InputException.class)
                .hasMessage("the schedule is nested too deeply to be read; write it flatter");
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : 1 + endless(depth + 1);
    }

    @Test
    void bracketsNestAsDeepAsPeopleWriteThem() {
        String deep = "[".repeat(64) + "]".repeat(64);
        assertThat(Nesting.check("the schedule", deep + deep)).isEqualTo(deep + deep);
        assertThatThrownBy(() -> Nesting.check("the schedule", "a" + "(".repeat(65)))
                .isInstanceOf(InputException.class)
                .hasMessage("the schedule must nest at most 64 brackets in each other, but nests more at character 66;"
                        + " write it flatter");
    }
}
