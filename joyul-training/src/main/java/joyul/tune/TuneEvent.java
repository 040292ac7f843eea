package joyul.tune;

import joyul.run.Event;

/** What happens in a tune, told on the thread of the job where it happens. */
public sealed interface TuneEvent extends Event permits PhaseBegun, TrialStep, TrialEpoch, TrialTold, FreshTold {}
