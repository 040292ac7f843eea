package joyul.train;

import java.util.List;
import java.util.Map;
import joyul.file.SafeTensors;
import joyul.model.Model;
import joyul.optim.Optimizer;

/** The state of a run after the epoch of its lowest validation loss so far. */
final class BestWeights implements AutoCloseable {
    private static final String NAME = "best";

    private final Snapshot snapshot;
    private double loss = Double.POSITIVE_INFINITY;
    private int epoch;

    BestWeights(Model model, Optimizer.Run optimizer) {
        snapshot = new Snapshot(NAME, model, optimizer);
    }

    /** Takes the state as it stands if its loss is the lowest; one that is not a number never is. */
    void offer(double validationLoss, int finishedEpoch, long step) {
        if (validationLoss < loss) {
            loss = validationLoss;
            epoch = finishedEpoch;
            snapshot.take(step);
        }
    }

    boolean isKnown() {
        return epoch > 0;
    }

    int epoch() {
        return epoch;
    }

    /** Optimizer steps made at the end of that epoch. */
    long step() {
        return snapshot.step();
    }

    void putBack() {
        snapshot.putBack();
    }

    void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
        if (isKnown()) {
            snapshot.save(tensors, metadata);
            metadata.put(NAME + "_loss", Checkpoint.text(List.of(loss, (double) epoch)));
        }
    }

    void restore(Checkpoint checkpoint) {
        epoch = 0;
        loss = Double.POSITIVE_INFINITY;
        if (checkpoint.has(NAME)) {
            snapshot.restore(checkpoint);
            List<Double> numbers = checkpoint.numbers(NAME + "_loss", 2);
            loss = numbers.get(0);
            epoch = numbers.get(1).intValue();
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
