package joyul.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.rate.Readings;

/** Where a run stands, apart from its tensors: the part of a checkpoint that is counts and losses. */
final class Progress {
    private final DivergenceGuard guard;
    private int epoch;
    private int batch;
    private long step;
    private double lossSum;
    private double rate;
    private Readings readings = Readings.none();

    Progress(DivergenceGuard guard) {
        this.guard = guard;
    }

    /** Finished epochs. */
    int epoch() {
        return epoch;
    }

    /** Batches of the unfinished epoch that were seen. */
    int batch() {
        return batch;
    }

    /** Optimizer steps made. */
    long step() {
        return step;
    }

    /** The mean loss over the batches of the unfinished epoch. */
    double meanLoss() {
        return lossSum / batch;
    }

    /** The rate of the latest step. */
    double rate() {
        return rate;
    }

    /** What the schedule reads. */
    Readings readings() {
        return readings;
    }

    void read(double value) {
        readings = readings.plus(value);
    }

    /** Counts one step; whether the run has diverged with it. */
    boolean diverges(double loss, double usedRate) {
        step++;
        batch++;
        lossSum += loss;
        rate = usedRate;
        return guard.diverged(loss);
    }

    void finishEpoch() {
        epoch++;
        batch = 0;
        lossSum = 0;
    }

    Map<String, String> save() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Checkpoint.EPOCH, Integer.toString(epoch));
        texts.put(Checkpoint.BATCH, Integer.toString(batch));
        texts.put(Checkpoint.STEP, Long.toString(step));
        texts.put("loss_sum", Double.toString(lossSum));
        texts.put("rate", Double.toString(rate));
        texts.put("guard", text(guard.state()));
        double[] values = new double[readings.size()];
        Arrays.setAll(values, readings::at);
        texts.put("readings", text(Arrays.stream(values).boxed().toList()));
        return texts;
    }

    void restore(Checkpoint checkpoint) {
        epoch = checkpoint.epoch();
        batch = checkpoint.batch();
        step = checkpoint.step();
        lossSum = checkpoint.numbers("loss_sum").get(0);
        rate = checkpoint.numbers("rate").get(0);
        guard.restore(checkpoint.numbers("guard"));
        readings = Readings.of(checkpoint.numbers("readings").stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
