package joyul.study;

import java.util.List;
import java.util.random.RandomGenerator;
import joyul.check.InputException;
import joyul.space.Space;

/**
 * What a sampler may know and use when it proposes values for one trial.
 *
 * @param space the declared space; empty where the objective's own suggestions say what varies
 * @param number the trial's number within the study
 * @param history all other trials of the study, running ones included, in the order of their numbers; a trial whose
 *     process has died without a reading is left out
 * @param directions one for each objective; a study has one today
 * @param seed the study's, the same for all of its trials: for what must not change from trial to trial
 * @param random the only source of chance, so that equal calls propose equal points
 * @param notes where state is kept between trials
 */
public record SamplerContext(
        Space space,
        int number,
        List<Trial> history,
        List<Direction> directions,
        long seed,
        RandomGenerator random,
        SamplerNotes notes) {
    public SamplerContext {
        history = List.copyOf(history);
        directions = List.copyOf(directions);
    }

    /** A context without a study, to try a sampler by itself: nothing is declared and the notes live in memory. */
    public static SamplerContext of(List<Trial> history, Direction direction, RandomGenerator random) {
        return new SamplerContext(
                Space.empty(), history.size(), history, List.of(direction), 0, random, SamplerNotes.inMemory());
    }

    /** The direction of the only objective. */
    public Direction direction() {
        if (directions.size() != 1) {
            throw new InputException("this sampler takes studies of one objective, but this one has "
                    + directions.size() + "; choose another sampler");
        }
        return directions.get(0);
    }
}
