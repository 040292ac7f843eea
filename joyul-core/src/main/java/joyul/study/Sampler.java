package joyul.study;

import java.util.List;
import java.util.random.RandomGenerator;
import joyul.space.Parameter;
import joyul.space.Point;

/** Proposes the next point. */
public interface Sampler {
    /**
     * Values for all parameters of a group, chosen together.
     *
     * @param group parameters that all exist at the point being built; conditions have been resolved
     * @param history all other trials of the study, running ones included, in the order of their numbers
     * @param random the only source of chance, so that equal calls propose equal points
     */
    Point propose(List<Parameter> group, List<Trial> history, Direction direction, RandomGenerator random);
}
