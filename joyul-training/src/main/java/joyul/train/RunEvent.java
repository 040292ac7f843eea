package joyul.train;

import joyul.run.Event;

/** What happens in a training run, told on the run's thread. */
public sealed interface RunEvent extends Event permits RunStarted, NextStep, StepEvent, TrainingEvent, EpochEvent {}
