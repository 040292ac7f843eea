package joyul.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RunProtocolTest {
    private record Made(int step) implements Event {}

    private record Ended() implements Event {}

    @Test
    void aListenerOfOneKindHeedsThatKind() {
        List<Integer> steps = new ArrayList<>();
        Listener listener = Listener.of(Made.class, made -> steps.add(made.step()));
        listener.on(new Made(1));
        listener.on(new Ended());
        listener.on(new Made(2));
        assertThat(steps).containsExactly(1, 2);
    }

    @Test
    void allListenersHearInTheirOrder() {
        List<String> heard = new ArrayList<>();
        Listener both = Listener.all(event -> heard.add("first"), event -> heard.add("second"));
        both.and(event -> heard.add("third")).on(new Ended());
        assertThat(heard).containsExactly("first", "second", "third");
        assertThat(Listener.NONE.and(both)).isSameAs(both);
        assertThat(both.and(Listener.NONE)).isSameAs(both);
    }

    @Test
    void whatAListenerThrowsReachesTheOneWhoTellsAndNobodyBehindItHears() {
        List<Event> heard = new ArrayList<>();
        Listener broken = event -> {
            throw new IllegalStateException("disk full");
        };
        assertThatThrownBy(() -> broken.and(heard::add).on(new Ended())).hasMessage("disk full");
        assertThat(heard).isEmpty();
    }

    @Test
    void aPartIsCancelledWithTheWholeAndNotTheOtherWayRound() {
        Cancellation whole = new Cancellation();
        Cancellation part = whole.derived();
        Cancellation other = whole.derived();
        part.cancel();
        assertThat(List.of(whole.cancelled(), part.cancelled(), other.cancelled()))
                .containsExactly(false, true, false);
        whole.cancel();
        assertThat(other.cancelled()).isTrue();
    }

    @Test
    void aTokenIsCancelledOnceItsTimeIsOverOrItsConditionHolds() {
        Cancellation whole = new Cancellation();
        assertThat(whole.within(Duration.ofHours(1)).cancelled()).isFalse();
        assertThat(whole.within(Duration.ofNanos(-1)).cancelled()).isTrue();
        AtomicBoolean full = new AtomicBoolean();
        Cancellation part = whole.derived(full::get);
        assertThat(part.cancelled()).isFalse();
        full.set(true);
        assertThat(part.cancelled()).isTrue();
        assertThat(whole.cancelled()).isFalse();
    }

    @Test
    void anAnswerThatWillNotComeIsAnException() {
        Cancellation token = new Cancellation();
        token.check();
        token.cancel();
        assertThatThrownBy(token::check)
                .isInstanceOf(CancellationException.class)
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void anotherThreadSeesThatATokenIsCancelled() throws InterruptedException {
        Cancellation token = new Cancellation();
        Thread waiting = new Thread(() -> {
            while (!token.cancelled()) {
                Thread.onSpinWait();
            }
        });
        waiting.start();
        token.cancel();
        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
    }
}
