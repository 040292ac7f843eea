package joyul.train;

/** A run is about to make its first step here; a listener that measures may keep the trainer to look at. */
public record RunStarted(Trainer trainer) implements RunEvent {}
