package joyul.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.Counted;
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
import joyul.transfer.Law;
import joyul.transfer.Quantity;
import joyul.transfer.RuleChoice;
import joyul.transfer.ScheduleUnits;
import joyul.transfer.Transfer;
import joyul.transfer.TransferRule;
import org.jspecify.annotations.Nullable;

/** One recipe on its way to another batch size. */
final class Rescaling {
    /** With fewer steps than this a run hardly learns, whatever its rate. */
    private static final int FEW_STEPS = 200;

    private static final String SIZE = "size";

    /** What normalizations count in steps: when statistics are frozen, and how a clipping range opens. */
    private static final List<String> STEP_KEYS = List.of("after", "start", "r_end", "d_end");

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
        Schedule schedule = schedule("schedule", recipe.schedule(), transfer.rateRatio());
        Schedule growth = optional("batch_schedule", recipe.batchSchedule(), 1);
        Schedule momentum = optional("momentum_schedule", recipe.momentumSchedule(), 1);
        Schedule decay = optional(
                "weight_decay_schedule", recipe.weightDecaySchedule(), transfer.move(Quantity.WEIGHT_DECAY, 1));
        change("steps", steps(recipe.batchSize()), steps(transfer.to()), "the epochs stay, and so the examples seen");
        advise();
        Recipe rescaled = recipe.with(edit -> edit.batchSize(transfer.to())
                .learningRate(rate)
                .optimizer(optimizer)
                .microBatch(microBatch())
                .batchSchedule(growth)
                .normalization(normalization)
                .schedule(schedule)
                .every(recipe.every())
                .momentumSchedule(momentum)
                .weightDecaySchedule(decay));
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
        if (!Optimizers.CATALOG.knows(recipe.optimizer())) {
            return recipe.optimizer();
        }
        Map<String, Object> map = new LinkedHashMap<>(Optimizers.CATALOG.write(recipe.optimizer()));
        for (Quantity quantity :
                List.of(Quantity.MOMENTUM, Quantity.BETA1, Quantity.BETA2, Quantity.EPS, Quantity.WEIGHT_DECAY)) {
            if (map.get(quantity.code()) instanceof Double before) {
                map.put(quantity.code(), moved("optimizer." + quantity.code(), quantity, before));
            }
        }
        return Optimizers.CATALOG.read(Fields.of(map));
    }

    /** A micro-batch is what fits into memory: it stays, unless the batch has become smaller. */
    private @Nullable Integer microBatch() {
        Integer micro = recipe.microBatch();
        return micro == null ? null : (Integer) Math.min(micro, transfer.to());
    }

    /** Examples that pass through the network at once when the batch is so large. */
    private int passing(int batch) {
        Integer micro = recipe.microBatch();
        return micro == null ? batch : Math.min(micro, batch);
    }

    private Normalization normalization() {
        if (normalizationBatch == NormalizationBatch.KEPT) {
            Optional<Normalization> kept = kept();
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        if (!Normalizations.CATALOG.knows(recipe.normalization())) {
            return recipe.normalization();
        }
        Map<String, Object> map = new LinkedHashMap<>(Normalizations.CATALOG.write(recipe.normalization()));
        for (String length : STEP_KEYS) {
            if (map.get(length) instanceof Integer before) {
                int after = (int) Math.round(before * stepRatio());
                change("normalization." + length, before, after, "counts steps");
                map.put(length, after);
            }
        }
        if (map.get(SIZE) instanceof Integer size && size > transfer.to()) {
            map.put(SIZE, transfer.to());
            change("normalization.size", size, transfer.to(), "cannot exceed the batch");
            notes.add("the normalization batch shrank with the batch, from " + size + " to "
                    + Counted.of(transfer.to(), "example", "examples") + "; its statistics are noisier");
        }
        if (map.get(Quantity.NEWEST_WEIGHT.code()) instanceof Double before) {
            map.put(Quantity.NEWEST_WEIGHT.code(), newestWeight(before, map.containsKey(SIZE)));
        }
        return Normalizations.CATALOG.read(Fields.of(map));
    }

    /** How much the newest group weighs: groups of a fixed size cover as many examples as before. */
    private double newestWeight(double before, boolean inGroups) {
        String key = "normalization." + Quantity.NEWEST_WEIGHT.code();
        int old = passing(transfer.from());
        int now = passing(transfer.to());
        if (inGroups || old == now) {
            change(key, before, before, "kept: what is normalised together is as large as it was");
            return before;
        }
        change("normalization batch", old, now, "what passes at once is normalised together");
        double after = transfer.rule().between(old, now).move(Quantity.NEWEST_WEIGHT, before);
        change(key, before, after, Law.NEWEST.text());
        return after;
    }

    /** A larger batch is normalised in groups of the old size; groups that fill a smaller batch are the whole again. */
    private Optional<Normalization> kept() {
        int old = passing(transfer.from());
        int now = passing(transfer.to());
        if (recipe.normalization() instanceof BatchNorm whole && now > old) {
            change("normalization", "batch_norm", "ghost_batch_norm(size=" + old + ")", "its batch is kept");
            return Optional.of(new GhostBatchNorm(old, whole.newestWeight(), whole.eps(), whole.affine()));
        }
        if (recipe.normalization() instanceof GhostBatchNorm groups && groups.size() == now) {
            change(
                    "normalization",
                    "ghost_batch_norm(size=" + now + ")",
                    "batch_norm",
                    "its batch is kept, and is the whole batch");
            return Optional.of(new BatchNorm(groups.newestWeight(), groups.eps(), groups.affine()));
        }
        return Optional.empty();
    }

    private @Nullable Schedule optional(String key, @Nullable Schedule before, double ratio) {
        return before == null ? null : schedule(key, before, ratio);
    }

    private Schedule schedule(String key, Schedule before, double ratio) {
        boolean byStep = recipe.every() == Every.STEP;
        Schedule after =
                ScheduleUnits.carried(before, new ScheduleUnits.Ratios(ratio, stepRatio(), byStep ? stepRatio() : 1));
        String why = !byStep
                ? "counts epochs, which stay"
                : before.equals(after)
                        ? "its lengths are not counted in steps"
                        : "counts steps: " + steps(transfer.from()) + " have become " + steps(transfer.to());
        change(key, Schedules.toText(before), Schedules.toText(after), why);
        return after;
    }

    private double stepRatio() {
        return (double) steps(transfer.to()) / steps(transfer.from());
    }

    private long steps(int batch) {
        return (long) Batches.perEpoch(examples, batch) * recipe.epochs();
    }

    private void advise() {
        String rule = transfer.rule().name();
        notes.add("the rule assumes that " + transfer.rule().assumption());
        boolean grows = transfer.rateRatio() > 1.5;
        if (grows && rule.equals(TransferRule.LINEAR) && !warmsUp()) {
            notes.add("the schedule does not warm up; with the linear rule let the first epochs rise to the new rate,"
                    + " for example: schedule: Warmup(steps=5%, start_factor="
                    + String.format(Locale.ROOT, "%.3g", 1 / transfer.rateRatio()) + ", then="
                    + Schedules.toText(recipe.schedule()) + ")");
        }
        if (steps(transfer.to()) < FEW_STEPS && steps(transfer.to()) < steps(recipe.batchSize())) {
            notes.add("only " + Counted.of(steps(transfer.to()), "step is", "steps are")
                    + " left; with so few no rate makes up for the larger" + " batch: train for more epochs");
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
                .map(change -> "the running averages now hold little but the newest batch (" + Law.NEWEST.text()
                        + "); precise statistics do not use them")
                .findFirst();
    }
}
