package joyul.study;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pruner that lets every trial pause at a rung and the best of a rung go on to the next, later. A trial is paused when
 * it has a reading at its rung's resource; {@link Study#optimize} pauses and promotes, and so can a loop of one's own by
 * {@link Study#pause} and {@link Study#promote}.
 */
public interface Promoter extends Pruner {
    /** The resources of the rungs, rising: the steps at which trials are compared. The last is that of a whole run. */
    List<Integer> rungs();

    /** The paused trials that deserve to go on, the most deserving first. */
    Stream<Promotion> promotions(List<Trial> history, Direction direction);
}
