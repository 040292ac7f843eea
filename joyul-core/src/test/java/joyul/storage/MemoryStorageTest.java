package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.testkit.StorageConformance;
import org.junit.jupiter.api.Test;

class MemoryStorageTest extends StorageConformance {
    @Override
    protected Storage open() {
        return new MemoryStorage(Fixture.CLOCK);
    }

    @Override
    protected boolean hasJoyulsWords() {
        return true;
    }

    @Test
    void aTrialStartsAndEndsAtTheTimeOfTheClock() {
        Trial trial = storage.startTrial(study);
        storage.finish(trial.id(), TrialState.FAIL, null);
        assertThat(trial.started()).isEqualTo(Fixture.NOW);
        assertThat(storage.trial(trial.id()).completed()).isEqualTo(Fixture.NOW);
    }
}
