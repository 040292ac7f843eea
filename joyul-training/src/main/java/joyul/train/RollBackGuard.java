package joyul.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.Counted;
import joyul.file.SafeTensors;
import joyul.model.Model;
import joyul.optim.Optimizer;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * Saves a run that overshoots. One batch with an absurd loss is left out before it touches the weights; if the next is
 * absurd too, or the run is lost or has been ill for 100 steps, the fault is the weights': the last good state is put
 * back and the rate cut to a fifth from there on. Steps, batches and schedule go on counting, so that every run ends.
 *
 * <p>A state is good if it was of use and the run has stayed healthy and of use for 25 steps after it; the fresh weights are
 * good until then. As long as nothing happens the guard only
 * copies, and the run is the same to the bit as without it.
 */
final class RollBackGuard extends DivergenceGuard {
    private static final int SPACING = 25;
    private static final double CUT = 0.2;
    private static final int ILL_LOOKS = 4;
    private static final int MOST_IN_A_ROW = 12;

    private final Overshoot overshoot;
    private final Remembered good;
    private final Remembered candidate;
    private final Tensor statistics;
    private final Tensor statisticsBefore;
    private int spikes;
    private int sinceLook;
    private int illLooks;
    private int inARow;
    private double factor = 1;

    RollBackGuard(Overshoot overshoot, Model model, Optimizer.Run optimizer) {
        this.overshoot = overshoot;
        good = new Remembered("guard_good", model, optimizer);
        candidate = new Remembered("guard_candidate", model, optimizer);
        statistics = model.statistics();
        try (Scope scope = Scope.open()) {
            statisticsBefore = Torch.keep(statistics.clone());
        }
        good.take(0);
    }

    @Override
    boolean admits(double loss) {
        if (overshoot.isSpike(loss)) {
            spikes++;
            return false;
        }
        spikes = 0;
        overshoot.add(loss);
        return true;
    }

    @Override
    Optional<TrainingEvent> after(long step) {
        if (spikes > 1 || overshoot.isLost()) {
            return Optional.of(rollBack(step));
        }
        try (Scope scope = Scope.open()) {
            if (spikes == 1) {
                // The absurd batch has moved the running averages of normalization.
                statistics.copy_(statisticsBefore);
                return Optional.of(new TrainingEvent(TrainingEvent.Kind.SKIPPED, step, step, factor));
            }
            statisticsBefore.copy_(statistics);
        }
        sinceLook++;
        if (sinceLook == SPACING) {
            look(step);
        }
        return illLooks == ILL_LOOKS ? Optional.of(rollBack(step)) : Optional.empty();
    }

    private void look(long step) {
        sinceLook = 0;
        if (!overshoot.isHealthy()) {
            illLooks++;
            candidate.forget();
            return;
        }
        illLooks = 0;
        // What has learned nothing may be broken already; the fresh weights are no worse.
        if (!overshoot.isOfUse()) {
            candidate.forget();
            return;
        }
        if (candidate.isKnown()) {
            good.replaceBy(candidate);
            inARow = 0;
        }
        candidate.take(step);
    }

    private TrainingEvent rollBack(long step) {
        inARow++;
        factor *= CUT;
        spikes = 0;
        sinceLook = 0;
        illLooks = 0;
        candidate.forget();
        good.putBack();
        weightsReplaced();
        return new TrainingEvent(TrainingEvent.Kind.ROLLED_BACK, step, good.snapshot.step(), factor);
    }

    @Override
    Optional<TrainingEvent> afterEpoch(double validationLoss, long step) {
        return Double.isFinite(validationLoss) ? Optional.empty() : Optional.of(rollBack(step));
    }

    @Override
    boolean hasGivenUp() {
        return inARow > MOST_IN_A_ROW;
    }

    @Override
    String tried() {
        return ", after the last good state was put back " + Counted.of(inARow, "time", "times") + " in a row";
    }

    @Override
    void weightsReplaced() {
        try (Scope scope = Scope.open()) {
            statisticsBefore.copy_(statistics);
        }
    }

    @Override
    double rateFactor() {
        return factor;
    }

    @Override
    void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
        metadata.put(
                "guard",
                Checkpoint.text(
                        List.of((double) spikes, (double) sinceLook, (double) illLooks, (double) inARow, factor)));
        metadata.put("guard_losses", Checkpoint.text(overshoot.state()));
        good.save(tensors, metadata);
        candidate.save(tensors, metadata);
    }

    @Override
    void restore(Checkpoint checkpoint) {
        List<Double> counts = checkpoint.numbers("guard", 5);
        spikes = counts.get(0).intValue();
        sinceLook = counts.get(1).intValue();
        illLooks = counts.get(2).intValue();
        inARow = counts.get(3).intValue();
        factor = counts.get(4);
        overshoot.restore(checkpoint.numbersFrom("guard_losses", Overshoot.COUNTS));
        good.restore(checkpoint);
        candidate.forget();
        if (checkpoint.has(candidate.lossesName)) {
            candidate.restore(checkpoint);
        }
        weightsReplaced();
    }

    @Override
    public void close() {
        good.snapshot.close();
        candidate.snapshot.close();
        statisticsBefore.close();
    }

    /** A state of the run, with the losses that had led to it. */
    private final class Remembered {
        private final Snapshot snapshot;
        private final String lossesName;
        private List<Double> losses = List.of();

        Remembered(String name, Model model, Optimizer.Run optimizer) {
            snapshot = new Snapshot(name, model, optimizer);
            lossesName = name + "_losses";
        }

        boolean isKnown() {
            return !losses.isEmpty();
        }

        void forget() {
            losses = List.of();
        }

        void take(long step) {
            snapshot.take(step);
            losses = overshoot.state();
        }

        void replaceBy(Remembered other) {
            snapshot.swap(other.snapshot);
            losses = other.losses;
            other.forget();
        }

        void putBack() {
            snapshot.putBack();
            overshoot.goBackTo(losses);
        }

        void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
            if (isKnown()) {
                snapshot.save(tensors, metadata);
                metadata.put(lossesName, Checkpoint.text(losses));
            }
        }

        void restore(Checkpoint checkpoint) {
            snapshot.restore(checkpoint);
            losses = checkpoint.numbersFrom(lossesName, Overshoot.COUNTS);
        }
    }
}
