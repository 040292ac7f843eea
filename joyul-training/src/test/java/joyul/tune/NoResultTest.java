package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joyul.knob.Knobs;
import joyul.space.FloatDomain;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Storage;
import joyul.study.Trial;
import org.junit.jupiter.api.Test;

class NoResultTest {
    private static final FloatDomain RATES = new FloatDomain(0.1, 100, Scale.LOG, null);

    private final Storage storage = Storages.open("memory:");
    private final long study = storage.createStudy("tune", Direction.MINIMIZE);

    private Trial ended(Outcome outcome, double rate) {
        long id = storage.startTrial(study).id();
        storage.setParameter(id, Knobs.RATE, rate, RATES);
        storage.setAttribute(id, Outcome.ATTRIBUTE, outcome.text());
        storage.finish(id, outcome.state(), null);
        return storage.trial(id);
    }

    private static String line(Trial... trials) {
        return NoResult.of(List.of(trials), 1, Budget.parse("10s"));
    }

    @Test
    void whereAllDivergedTheRateIsToBlameAndNotTheBudget() {
        assertThat(line(ended(Outcome.DIVERGED, 50), ended(Outcome.DIVERGED, 12.5)))
                .isEqualTo(
                        "no trial has a result: 2 trials diverged, the lowest learning rate 12.5; search lower ones by"
                                + " range(\"lr\", LOW, HIGH)");
    }

    @Test
    void whereMemoryRanOutTheBatchIsToBlame() {
        Trial exhausted = ended(Outcome.OUT_OF_MEMORY, 1);
        assertThat(line(exhausted))
                .isEqualTo("no trial has a result: 1 trial ran out of memory; search smaller batches by"
                        + " range(\"batch\", LOW, HIGH), or give a smaller network");
        assertThat(line(exhausted, ended(Outcome.DIVERGED, 5)))
                .startsWith(
                        "no trial has a result: 2 trials ended badly, 1 of them diverged, the lowest learning rate 5");
    }

    @Test
    void whereTimeRanOutTheBudgetIs() {
        assertThat(line(storage.startTrial(study)))
                .isEqualTo(
                        "no trial finished its first epoch within the budget 10s; give more by budget(TIME), a smaller"
                                + " network or fewer examples");
    }
}
