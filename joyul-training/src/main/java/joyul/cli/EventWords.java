package joyul.cli;

import joyul.train.TrainingEvent;

/** What happened to a run besides its steps, as one line. */
final class EventWords {
    private EventWords() {}

    static String of(TrainingEvent event) {
        String step = "step " + event.step() + ": ";
        return switch (event.kind()) {
            case SKIPPED -> step + "the guard left out a batch with an absurd loss";
            case ROLLED_BACK ->
                step + "overshoot; the guard went back to step " + event.backTo() + ", and the rate is multiplied by "
                        + Figures.number(event.rateFactor()) + " from here on";
            case BACKTRACKED -> step + "a plateau; back to the best weights, of step " + event.backTo();
            case STOPPED_EARLY -> step + "stopped early, with the best weights, of step " + event.backTo();
            case EXTENDED -> step + "the run goes on for more epochs";
        };
    }
}
