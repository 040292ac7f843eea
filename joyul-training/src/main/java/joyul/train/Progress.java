package joyul.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.rate.Readings;
import joyul.recipe.Every;

/** Where a run stands, apart from its tensors: the part of a checkpoint that is counts, losses and events. */
final class Progress {
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
    RunEnd end(RunEnd.Kind kind, String detail) {
        RunEnd last = new RunEnd(kind, step, detail);
        end = Optional.of(last);
        return last;
    }

    /** Says that the weights of an earlier epoch stand in the model. */
    void show(int earlierEpoch) {
        shownEpoch = earlierEpoch;
    }

    void save(Map<String, String> texts) {
        texts.put(Checkpoint.EPOCH, Integer.toString(epoch));
        texts.put(Checkpoint.BATCH, Integer.toString(batch));
        texts.put(Checkpoint.STEP, Long.toString(step));
        texts.put("shown_epoch", Integer.toString(shownEpoch));
        texts.put("loss_sum", Checkpoint.text(List.of(lossSum, (double) losses)));
        texts.put("rate", Double.toString(rate));
        texts.put("readings", text(readings));
        texts.put("validations", text(validations));
        Checkpoint.put(texts, events);
        end.ifPresent(last -> {
            texts.put("end", last.kind().name().toLowerCase(Locale.ROOT));
            texts.put("end_detail", last.detail());
        });
    }

    void restore(Checkpoint checkpoint) {
        epoch = checkpoint.epoch();
        batch = checkpoint.batch();
        step = checkpoint.step();
        shownEpoch = (int) checkpoint.number("shown_epoch");
        lossSum = checkpoint.numbers("loss_sum").get(0);
        losses = checkpoint.numbers("loss_sum").get(1).intValue();
        rate = checkpoint.numbers("rate").get(0);
        readings = readings(checkpoint, "readings");
        validations = readings(checkpoint, "validations");
        events = new ArrayList<>(checkpoint.events());
        end = checkpoint.has("end")
                ? Optional.of(new RunEnd(
                        RunEnd.Kind.valueOf(checkpoint.text("end").toUpperCase(Locale.ROOT)),
                        step,
                        checkpoint.text("end_detail")))
                : Optional.empty();
    }

    private static String text(Readings values) {
        double[] numbers = new double[values.size()];
        Arrays.setAll(numbers, values::at);
        return Checkpoint.text(Arrays.stream(numbers).boxed().toList());
    }

    private static Readings readings(Checkpoint checkpoint, String key) {
        return Readings.of(checkpoint.numbers(key).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
