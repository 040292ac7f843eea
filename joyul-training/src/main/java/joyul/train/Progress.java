package joyul.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.rate.Readings;
import joyul.recipe.Every;
import joyul.run.Ending;

/** Where a run stands, apart from its tensors: the part of a checkpoint that is counts, losses and events. */
final class Progress {
    private static final String READINGS = "readings";
    private static final String VALIDATIONS = "validations";

    private final Every every;
    private int epoch;
    private int batch;
    private long step;
    private int shownEpoch;
    private double lossSum;
    private int losses;
    private double rate;
    private Readings readings = Readings.none();
    private Readings validations = Readings.none();
    private List<TrainingEvent> events = new ArrayList<>();
    private Optional<RunEnd> end = Optional.empty();

    Progress(Every every) {
        this.every = every;
    }

    /** Finished epochs. */
    int epoch() {
        return epoch;
    }

    /** Batches of the unfinished epoch that were seen. */
    int batch() {
        return batch;
    }

    /** Steps made, those that the guard left out among them. */
    long step() {
        return step;
    }

    /** The finished epoch whose weights stand in the model when no other has begun. */
    int shownEpoch() {
        return shownEpoch;
    }

    /** The mean loss over the batches of the unfinished epoch that moved the weights. */
    double meanLoss() {
        return lossSum / losses;
    }

    /** The rate of the latest step. */
    double rate() {
        return rate;
    }

    /** The scheduler steps made. */
    long schedulerStep() {
        return every == Every.STEP ? step : epoch;
    }

    /** What the schedule reads. */
    Readings readings() {
        return readings;
    }

    /** The validation losses of all finished epochs. */
    Readings validations() {
        return validations;
    }

    List<TrainingEvent> events() {
        return events;
    }

    /** How the run ended for good, so that it does not go on. */
    Optional<RunEnd> end() {
        return end;
    }

    void count(double loss, double usedRate, boolean moved) {
        step++;
        batch++;
        rate = usedRate;
        if (moved) {
            lossSum += loss;
            losses++;
        }
        if (every == Every.STEP) {
            readings = readings.plus(loss);
        }
    }

    void finishEpoch(double validationLoss) {
        epoch++;
        shownEpoch = epoch;
        batch = 0;
        lossSum = 0;
        losses = 0;
        validations = validations.plus(validationLoss);
        if (every == Every.EPOCH) {
            readings = readings.plus(validationLoss);
        }
    }

    void add(TrainingEvent event) {
        events.add(event);
    }

    /** Ends the run for good. */
    RunEnd end(Ending kind, String detail) {
        RunEnd last = new RunEnd(kind, step, detail);
        end = Optional.of(last);
        return last;
    }

    /** Says that the weights of an earlier epoch stand in the model. */
    void show(int earlierEpoch) {
        shownEpoch = earlierEpoch;
    }

    void save(Map<String, String> texts, Map<String, double[]> series) {
        texts.put(Checkpoint.EPOCH, Integer.toString(epoch));
        texts.put(Checkpoint.BATCH, Integer.toString(batch));
        texts.put(Checkpoint.STEP, Long.toString(step));
        texts.put("shown_epoch", Integer.toString(shownEpoch));
        texts.put("loss_sum", Checkpoint.text(List.of(lossSum, (double) losses)));
        texts.put("rate", Double.toString(rate));
        series.put(READINGS, numbers(readings));
        series.put(VALIDATIONS, numbers(validations));
        Checkpoint.put(texts, events);
        end.ifPresent(last -> {
            texts.put("end", last.kind().text());
            texts.put("end_detail", last.detail());
        });
    }

    void restore(Checkpoint checkpoint) {
        epoch = checkpoint.epoch();
        batch = checkpoint.batch();
        step = checkpoint.step();
        shownEpoch = checkpoint.count("shown_epoch");
        List<Double> sum = checkpoint.numbers("loss_sum", 2);
        lossSum = sum.get(0);
        losses = sum.get(1).intValue();
        rate = checkpoint.numbers("rate", 1).get(0);
        readings = Readings.of(checkpoint.series(READINGS));
        validations = Readings.of(checkpoint.series(VALIDATIONS));
        events = new ArrayList<>(checkpoint.events());
        end = checkpoint.has("end")
                ? Optional.of(new RunEnd(
                        Ending.valueOf(checkpoint.text("end").toUpperCase(Locale.ROOT)),
                        step,
                        checkpoint.text("end_detail")))
                : Optional.empty();
    }

    private static double[] numbers(Readings values) {
        double[] numbers = new double[values.size()];
        Arrays.setAll(numbers, values::at);
        return numbers;
    }
}
