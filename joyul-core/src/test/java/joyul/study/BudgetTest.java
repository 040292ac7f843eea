package joyul.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    @ParameterizedTest
    @CsvSource({
        "3m, 3m",
        "150s, 2m30s",
        "1h30m, 1h30m",
        "1h 30m, 1h30m",
        "1.5h, 1h30m",
        "0.5s, 0.5s",
        "90min, 1h30m",
        "1d, 24h",
        "50 trials, 50 trials",
        "1 trial, 1 trial",
        "3m or 50 trials, 3m or 50 trials",
        "50 trials or 3m, 3m or 50 trials",
        "' 3M OR 50 Trials ', 3m or 50 trials",
    })
    void textIsReadAndWrittenBack(String text, String written) {
        assertThat(Budget.parse(text)).hasToString(written);
        assertThat(Budget.parse(written)).isEqualTo(Budget.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", " ", "3", "3x", "trials", "3m or", "or 3m", "3m and 4 trials", "m3", "3m 2h", "-"})
    void otherTextIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "budget must be like 3m, 150s, 1h30m, 50 trials or '3m or 50 trials', but was '" + text + "'");
    }

    @Test
    void aTextOfManySpacesIsRefusedAtOnce() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> Budget.parse("1d" + " ".repeat(50_000) + "x"))
                        .isInstanceOf(InputException.class)
                        .hasMessage("budget must be like 3m, 150s, 1h30m, 50 trials or '3m or 50 trials', but was '1d"
                                + " ".repeat(78) + "…' (50003 characters)"));
        assertThat(Budget.parse("1d" + " ".repeat(90) + "3s")).hasToString("24h3s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-3m", "0 trials", "-5 trials", "0m or 5 trials"})
    void nothingAndLessIsRefused(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage("budget must be more than nothing, but was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999 trials", "2000000000 trials", "9999999999999999999999999h", "20000d"})
    void whatNobodyCanWaitForIsRefused(String text) {
        assertThatThrownBy(() -> Budget.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void bothLimitsHoldAndTheSmallerOfEqualKindsWins() {
        Budget both = Budget.of(Duration.ofMinutes(3)).and(Budget.trials(50));
        assertThat(both).hasToString("3m or 50 trials");
        assertThat(both.and(Budget.trials(20))).hasToString("3m or 20 trials");
        assertThat(both.and(Budget.of(Duration.ofMinutes(5)))).hasToString("3m or 50 trials");
        assertThat(Budget.trials(1).and(Budget.trials(2))).hasToString("1 trial");
    }

    @Test
    void aCountdownGivesTrialsUntilTheFirstLimit() {
        AtomicLong now = new AtomicLong(5);
        Countdown countdown = Budget.parse("10s or 3 trials").start(now::get);
        assertThat(countdown.takeTrial()).isTrue();
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(countdown.remaining()).contains(Duration.ofSeconds(1));
        assertThat(countdown.takeTrial()).isTrue();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(countdown.takeTrial()).isFalse();
        assertThat(countdown.trialsTaken()).isEqualTo(2);
        assertThat(countdown.elapsed()).isEqualTo(Duration.ofSeconds(10));

        Countdown counted = Budget.trials(2).start();
        assertThat(counted.takeTrial()).isTrue();
        assertThat(counted.takeTrial()).isTrue();
        assertThat(counted.takeTrial()).isFalse();
        assertThat(counted.remaining()).isEmpty();
    }
}
