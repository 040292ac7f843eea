package joyul.tune;

import java.util.Optional;
import joyul.model.Scores;

/**
 * A run on a fresh seed has ended.
 *
 * @param trial whose point it has
 * @param epochs how long it was
 * @param freshSeed 1, 2, ...
 * @param scores on the validation examples; empty where it diverged or ran out of memory
 */
public record FreshTold(int trial, int epochs, int freshSeed, Optional<Scores> scores) implements TuneEvent {}
