package joyul.tune;

/**
 * A phase of a tune has begun, or has something to tell.
 *
 * @param detail one sentence for people
 * @param secondsLeft until the budget is used up; infinite where it counts trials
 */
public record PhaseBegun(Phase phase, String detail, double secondsLeft) implements TuneEvent {}
