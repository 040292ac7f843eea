package joyul.train;

import java.util.Map;
import java.util.Optional;
import joyul.file.SafeTensors;

/**
 * What stands between the loss of a step and its update: it may leave an update out, take steps back, cut the rate, or
 * end the run. This one does nothing of the kind.
 */
class DivergenceGuard implements AutoCloseable {
    /** Takes the loss of one more step; whether its update may be made. */
    boolean admits(double loss) {
        return true;
    }

    /** Whether the run has diverged, and must end. */
    boolean hasGivenUp() {
        return false;
    }

    /** What the guard had tried by then, to follow a sentence about the end; may be empty. */
    String tried() {
        return "";
    }

    /** What is to be done after a step, whose update was made or left out; done already when it returns. */
    Optional<TrainingEvent> after(long step) {
        return Optional.empty();
    }

    /** Takes the validation loss of an epoch; what was done if it is not finite. */
    Optional<TrainingEvent> afterEpoch(double validationLoss, long step) {
        return Optional.empty();
    }

    /** What the schedule's rate is multiplied by. */
    double rateFactor() {
        return 1;
    }

    /** Told when the weights were replaced by others, as in a backtrack. */
    void weightsReplaced() {}

    void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {}

    void restore(Checkpoint checkpoint) {}

    @Override
    public void close() {}
}
