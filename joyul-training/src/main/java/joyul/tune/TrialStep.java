package joyul.tune;

import joyul.train.StepEvent;

/**
 * One optimizer step of one trial's run.
 *
 * @param trial its number
 * @param freshSeed as in {@link TrialEpoch}
 */
public record TrialStep(int trial, int freshSeed, StepEvent event) implements TuneEvent {}
