package joyul.recipe;

import joyul.check.Check;
import joyul.rate.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * How many examples make a step.
 *
 * @param size examples per optimizer step
 * @param micro examples that pass through the network at once, whose gradients are added up; null: the whole batch
 * @param schedule a schedule that would decay a rate, by epochs and validation losses: the batch grows where the rate
 *     would have fallen, in micro-batches of the size it began with; null: the batch stays
 */
public record BatchPlan(
        int size, @Nullable Integer micro, @Nullable Schedule schedule) {
    static final PartForm<BatchPlan> FORM = PartForm.of(
            BatchPlan.class,
            Key.of("batch_size", Kind.COUNT, given -> usualSize(given.examples())),
            Key.optional("micro_batch", Kind.COUNT),
            Key.optional("batch_schedule", Pacing.SCHEDULE));

    public BatchPlan {
        Check.atLeast("batch_size", size, 1);
        if (micro != null) {
            Check.atLeast("micro_batch", micro, 1);
        }
    }

    /** Examples that pass through the network at once: the micro-batch, or the whole batch. */
    public int passing() {
        return micro == null ? size : Math.min(micro, size);
    }

    /** The batch that a practitioner would start from. */
    static int usualSize(int examples) {
        int size = examples >= 20_000 ? 128 : examples >= 2_000 ? 64 : 32;
        return Math.min(size, examples);
    }
}
