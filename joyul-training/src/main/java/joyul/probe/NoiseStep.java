package joyul.probe;

/**
 * A step of the run that measures the gradient noise.
 *
 * @param steps of the whole run
 * @param samples taken so far
 */
public record NoiseStep(long step, long steps, int samples) implements ProbeEvent {}
