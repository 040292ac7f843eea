package joyul.explain;

/**
 * One optimizer step of a run, or the mean of several in a row.
 *
 * @param step counted from 1; the last of several
 * @param loss the mean over the batch, before the step
 * @param rate the learning rate in force
 */
public record StepReading(long step, double loss, double rate) {}
