package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import joyul.explain.RunReadings;
import joyul.explain.StepTrail;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.RunEnd;
import joyul.train.StepEvent;
import joyul.train.Told;

/** Keeps the losses of a run that nobody repairs. */
final class LossCourse implements Listener {
    private final StepTrail steps = new StepTrail();
    private final List<EpochEvent> epochs = new ArrayList<>();

    /** The run as it ended. */
    RunReadings readings(RunEnd end) {
        return new RunReadings(steps.readings(), Told.epochs(epochs), 0, 1, end.kind(), end.step());
    }

    @Override
    public void on(Event event) {
        if (event instanceof StepEvent step) {
            steps.add(step.step(), step.loss(), step.rate());
        } else if (event instanceof EpochEvent epoch) {
            epochs.add(epoch);
        }
    }
}
