package joyul.train;

/**
 * One optimizer step.
 *
 * @param step counted from 1 over the whole run
 * @param steps of the whole run
 * @param epoch counted from 0
 * @param loss the mean over the batch, before the step
 * @param rate the learning rate in force
 */
public record StepEvent(long step, long steps, int epoch, double loss, double rate) implements RunEvent {}
