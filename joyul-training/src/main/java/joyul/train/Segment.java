package joyul.train;

import java.util.Optional;
import joyul.recipe.Recipe;

/**
 * One stretch of one run's training, the unit of work that can run anywhere.
 *
 * @param checkpoint where to continue; empty: from fresh weights
 * @param untilEpoch the epoch to reach, counted from 1
 */
public record Segment(Recipe recipe, Optional<Checkpoint> checkpoint, int untilEpoch) {
    /** The whole run from fresh weights. */
    public static Segment whole(Recipe recipe) {
        return new Segment(recipe, Optional.empty(), recipe.epochs());
    }

    /** A trainer at the segment's start, to be run until {@link #untilEpoch}. */
    public Trainer start(TrainingData data) {
        Trainer trainer = new Trainer(recipe, data);
        checkpoint.ifPresent(trainer::restore);
        return trainer;
    }
}
