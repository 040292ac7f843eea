package joyul.tune;

import joyul.study.Trial;

/**
 * A trial has ended, or paused at a rung.
 *
 * @param detail one sentence for people
 */
public record TrialTold(Trial trial, String detail) implements TuneEvent {}
