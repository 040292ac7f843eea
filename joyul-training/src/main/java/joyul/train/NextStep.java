package joyul.train;

/**
 * A run is about to make a step, unless it is cancelled first. One event serves all steps of a run, so that it costs
 * nothing.
 */
public record NextStep(Trainer trainer) implements RunEvent {}
