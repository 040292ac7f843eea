package joyul.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.batch.Law;
import joyul.batch.Quantity;
import joyul.batch.RuleChoice;
import joyul.batch.ScheduleUnits;
import joyul.batch.Transfer;
import joyul.batch.TransferRule;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.form.Fields;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.rate.OneCycleLR;
import joyul.rate.Readings;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.recipe.Rescaled.Change;
import joyul.recipe.Rescaled.NormalizationBatch;

/** One recipe on its way to another batch size. */
final class Rescaling {
    /** With fewer steps than this a run hardly learns, whatever its rate. */
    private static final int FEW_STEPS = 200;

    private static final String SIZE = "size";

    private final Recipe recipe;
    private final RuleChoice choice;
    private final Transfer transfer;
    private final int examples;
    private final NormalizationBatch normalizationBatch;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Rescaling(Recipe recipe, RuleChoice choice, int batch, int examples, NormalizationBatch normalizationBatch) {
        Check.atLeast("batch", batch, 1);
        if (batch > examples) {
            throw new InputException(
                    "batch must be at most the number of training examples (" + examples + "), but was " + batch);
        }
        this.recipe = recipe;
        this.choice = choice;
        transfer = choice.rule().between(recipe.batchSize(), batch);
        this.examples = examples;
        this.normalizationBatch = normalizationBatch;
    }

    Rescaled run() {
        change("batch_size", recipe.batchSize(), transfer.to(), "asked for");
        double rate = moved("learning_rate", Quantity.LEARNING_RATE, recipe.learningRate());
        Optimizer optimizer = optimizer();
        Normalization normalization = recipe.network().hasPlaces() ? normalization() : recipe.normalization();
        Schedule schedule = schedule();
        change("steps", steps(recipe.batchSize()), steps(transfer.to()), "the epochs stay, and so the examples seen");
        advise();
        Recipe rescaled = recipe.with(edit -> edit.batchSize(transfer.to())
                .learningRate(rate)
                .optimizer(optimizer)
                .normalization(normalization)
                .schedule(schedule));
        return new Rescaled(rescaled, transfer, choice, changes, notes);
    }

    private void change(String key, Object before, Object after, String why) {
        changes.add(new Change(key, before, after, why));
    }

    private double moved(String key, Quantity quantity, double before) {
        double after = transfer.move(quantity, before);
        change(key, before, after, transfer.rule().law(quantity).text());
        return after;
    }

    private Optimizer optimizer() {
        Map<String, Object> map = new LinkedHashMap<>(Optimizers.CATALOG.write(recipe.optimizer()));
        for (Quantity quantity :
                List.of(Quantity.MOMENTUM, Quantity.BETA1, Quantity.BETA2, Quantity.EPS, Quantity.WEIGHT_DECAY)) {
            if (map.get(quantity.code()) instanceof Double before) {
                map.put(quantity.code(), moved("optimizer." + quantity.code(), quantity, before));
            }
        }
        return Optimizers.CATALOG.read(Fields.of(map));
    }

    private Normalization normalization() {
        if (normalizationBatch == NormalizationBatch.KEPT) {
            Optional<Normalization> kept = kept();
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        Map<String, Object> map = new LinkedHashMap<>(Normalizations.CATALOG.write(recipe.normalization()));
        if (map.get(SIZE) instanceof Integer size && size > transfer.to()) {
            map.put(SIZE, transfer.to());
            change("normalization.size", size, transfer.to(), "cannot exceed the batch");
            notes.add("the normalization batch shrank with the batch, from " + size + " to " + transfer.to()
                    + " examples; its statistics are noisier");
        }
        String weight = Quantity.NEWEST_WEIGHT.code();
        if (map.get(weight) instanceof Double before) {
            if (map.containsKey(SIZE)) {
                change("normalization." + weight, before, before, "kept: a group is as large as it was");
            } else {
                change(
                        "normalization batch",
                        recipe.batchSize(),
                        transfer.to(),
                        "the whole batch is normalised together");
                map.put(weight, moved("normalization." + weight, Quantity.NEWEST_WEIGHT, before));
            }
        }
        return Normalizations.CATALOG.read(Fields.of(map));
    }

    /** A larger batch is normalised in groups of the old size; groups that fill a smaller batch are the whole again. */
    private Optional<Normalization> kept() {
        if (recipe.normalization() instanceof BatchNorm whole && transfer.to() > transfer.from()) {
            change(
                    "normalization",
                    "batch_norm",
                    "ghost_batch_norm(size=" + transfer.from() + ")",
                    "the normalization batch is kept");
            return Optional.of(new GhostBatchNorm(transfer.from(), whole.newestWeight(), whole.eps()));
        }
        if (recipe.normalization() instanceof GhostBatchNorm groups && groups.size() == transfer.to()) {
            change(
                    "normalization",
                    "ghost_batch_norm(size=" + groups.size() + ")",
                    "batch_norm",
                    "the normalization batch is kept, and is the whole batch");
            return Optional.of(new BatchNorm(groups.newestWeight(), groups.eps()));
        }
        return Optional.empty();
    }

    private Schedule schedule() {
        double stepRatio = recipe.every() == Every.STEP
                ? (double) steps(transfer.to()) / steps(recipe.batchSize())
                : 1;
        Schedule before = recipe.schedule();
        Schedule after = ScheduleUnits.carried(before, transfer.rateRatio(), stepRatio);
        String why = recipe.every() == Every.EPOCH
                ? "counts epochs, which stay"
                : "counts steps: " + steps(recipe.batchSize()) + " have become " + steps(transfer.to());
        if (before.equals(after)) {
            why = recipe.every() == Every.EPOCH ? why : "its lengths are shares of the run";
        }
        change("schedule", Schedules.toText(before), Schedules.toText(after), why);
        return after;
    }

    private long steps(int batch) {
        return (long) new Batches(examples, batch, Batches.Remainder.SKIP_ONE).count() * recipe.epochs();
    }

    private void advise() {
        String rule = transfer.rule().name();
        notes.add("the rule assumes that " + transfer.rule().assumption());
        boolean grows = transfer.rateRatio() > 1.5;
        if (grows && rule.equals(TransferRule.LINEAR) && !warmsUp()) {
            notes.add("the schedule does not warm up; with the linear rule let the first epochs rise to the new rate,"
                    + " for example: schedule: Warmup(steps=5%, start_factor="
                    + String.format(Locale.ROOT, "%.3g", 1 / transfer.rateRatio()) + ", then=" + Schedules.toText(recipe.schedule()) + ")");
        }
        if (steps(transfer.to()) < FEW_STEPS && steps(transfer.to()) < steps(recipe.batchSize())) {
            notes.add("only " + steps(transfer.to()) + " steps are left; with so few no rate makes up for the larger"
                    + " batch: train for more epochs");
        }
        if (recipe.clipNorm() != null) {
            notes.add("clip_norm is kept: the mean gradient is as long as before, but a "
                    + (grows ? "larger batch has less noise, so fewer" : "smaller batch has more noise, so more")
                    + " steps are clipped");
        }
        forgetting().ifPresent(notes::add);
    }

    /** Whether the rate begins well below where it will be after a tenth of the run. */
    private boolean warmsUp() {
        if (recipe.schedule() instanceof OneCycleLR) {
            return true;
        }
        long batches = Math.max(1, steps(recipe.batchSize()) / recipe.epochs());
        RunLength run = recipe.every() == Every.STEP
                ? RunLength.byStep(recipe.epochs(), batches, recipe.batchSize())
                : RunLength.byEpoch(recipe.epochs(), batches, recipe.batchSize());
        Schedule resolved = recipe.schedule().resolved(run);
        double first = resolved.rate(1, 0, Readings.none());
        double later = resolved.rate(1, Math.max(1, run.steps() / 10), Readings.none());
        return first < later / 1.5;
    }

    /** An average that a larger batch replaces at nearly every step cannot be brought back. */
    private Optional<String> forgetting() {
        return changes.stream()
                .filter(change -> change.key().endsWith(Quantity.NEWEST_WEIGHT.code()))
                .filter(change -> change.after() instanceof Double weight && weight > 1 - 1e-4)
                .map(change -> "the running averages now hold little but the newest batch ("
                        + Law.NEWEST.text() + "); precise statistics do not use them")
                .findFirst();
    }
}
