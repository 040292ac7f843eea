package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import joyul.explain.RunReadings;
import joyul.explain.StepTrail;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.RunEnd;
import joyul.train.StepEvent;
import joyul.train.Told;
import joyul.train.Trainer;
import joyul.train.TrainingEvent;

/** Keeps the losses of a run that nobody repairs, and passes everything on. */
final class LossCourse implements Observer {
    private final Observer next;
    private final StepTrail steps = new StepTrail();
    private final List<EpochEvent> epochs = new ArrayList<>();

    LossCourse(Observer next) {
        this.next = next;
    }

    /** The run as it ended. */
    RunReadings readings(RunEnd end) {
        return new RunReadings(steps.readings(), Told.epochs(epochs), 0, 1, Told.end(end), end.step());
    }

    @Override
    public void onStart(Trainer trainer) {
        next.onStart(trainer);
    }

    @Override
    public void onStep(StepEvent event) {
        steps.add(event.step(), event.loss(), event.rate());
        next.onStep(event);
    }

    @Override
    public void onEvent(TrainingEvent event) {
        next.onEvent(event);
    }

    @Override
    public void onEpoch(EpochEvent event) {
        epochs.add(event);
        next.onEpoch(event);
    }

    @Override
    public boolean stops() {
        return next.stops();
    }
}
