package joyul.probe;

/**
 * One training step of a probe was made.
 *
 * @param doing what it was for, in words: {@code sweep}, {@code race at 0.05}
 * @param step counted from 1 over the whole probe
 * @param most the steps the probe may make
 */
public record ProbeStep(String doing, long step, long most) implements ProbeEvent {}
