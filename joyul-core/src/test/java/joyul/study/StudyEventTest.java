package joyul.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import joyul.pruner.Asha;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.search.Search;
import joyul.space.Parameter;
import joyul.study.StudyEvent.TrialBegun;
import joyul.study.StudyEvent.TrialRead;
import joyul.study.StudyEvent.TrialTold;
import org.junit.jupiter.api.Test;

class StudyEventTest {
    private static final double[] LOSSES = {3, 1, 2};

    private static double falling(LiveTrial trial) {
        for (int step = trial.resumesAt() + 1; step <= 3; step++) {
            trial.reportOrStop(step, LOSSES[trial.number()] / step);
        }
        return LOSSES[trial.number()];
    }

    private static Search search() {
        return Search.study("memory:", "heard")
                .space(Parameter.floating("x", 0, 1))
                .seed(1);
    }

    /** Three trials read at step 1; with eta 3 the best of them, trial 1, goes on to step 3. */
    @Test
    void eachCallOfTheObjectiveItsReadingsAndItsEndAreHeardInOrder() {
        List<String> heard = new ArrayList<>();
        Listener listener = Listener.all(
                Listener.of(TrialBegun.class, begun -> heard.add("begun " + begun.number() + "@" + begun.resumesAt())),
                Listener.of(
                        TrialRead.class,
                        read -> heard.add("read " + read.number() + " " + read.step() + " " + read.value())),
                Listener.of(
                        TrialTold.class,
                        told -> heard.add("told " + told.trial().number() + " "
                                + told.trial().state())));
        try (Study study = search().pruner(new Asha(1, 3, 3).promoting()).minimize()) {
            study.optimize(StudyEventTest::falling, Budget.trials(3), 1, listener, new Cancellation());
        }
        assertThat(heard)
                .containsExactly(
                        "begun 0@0",
                        "read 0 1 3.0",
                        "told 0 RUNNING",
                        "begun 1@0",
                        "read 1 1 1.0",
                        "told 1 RUNNING",
                        "begun 2@0",
                        "read 2 1 2.0",
                        "told 2 RUNNING",
                        "begun 1@1",
                        "read 1 2 0.5",
                        "read 1 3 0.3333333333333333",
                        "told 1 COMPLETE");
    }

    @Test
    void onceCancelledNoTrialBeginsAndTheOneUnderWayEndsAsItWould() {
        Cancellation enough = new Cancellation();
        try (Study study = search().minimize()) {
            study.optimize(
                    trial -> {
                        if (trial.number() == 2) {
                            enough.cancel();
                        }
                        return 5;
                    },
                    Budget.trials(100),
                    1,
                    Listener.NONE,
                    enough);
            assertThat(study.trials()).hasSize(3).allMatch(trial -> trial.state() == TrialState.COMPLETE);
        }
    }

    @Test
    void whatAListenerThrowsEndsTheSearchAndReachesItsCaller() {
        try (Study study = search().minimize()) {
            Listener broken = Listener.of(TrialTold.class, told -> {
                throw new IllegalStateException("disk full");
            });
            assertThatThrownBy(() -> study.optimize(trial -> 1, Budget.trials(5), 2, broken, new Cancellation()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("disk full");
        }
    }
}
