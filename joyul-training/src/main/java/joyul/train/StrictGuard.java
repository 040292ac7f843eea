package joyul.train;

import java.util.Map;
import java.util.Optional;
import joyul.file.SafeTensors;

/** Ends a run as soon as it has diverged. */
final class StrictGuard extends DivergenceGuard {
    private static final String LOSSES = "guard_losses";

    private final Divergence rule;
    private final LossWindow losses = new LossWindow();
    private boolean diverged;

    StrictGuard(Divergence rule) {
        this.rule = rule;
    }

    @Override
    boolean admits(double loss) {
        losses.add(loss);
        diverged = rule.diverged(losses);
        return !diverged;
    }

    @Override
    Optional<TrainingEvent> afterEpoch(double validationLoss, long step) {
        diverged = diverged || !Double.isFinite(validationLoss);
        return Optional.empty();
    }

    @Override
    boolean hasGivenUp() {
        return diverged;
    }

    @Override
    void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
        metadata.put(LOSSES, Checkpoint.text(losses.state()));
    }

    @Override
    void restore(Checkpoint checkpoint) {
        losses.restore(checkpoint.numbers(LOSSES));
    }
}
