package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.batch.BatchRange;
import joyul.rate.ConstantRate;
import joyul.recipe.Recipe;
import joyul.recipe.Rescaled;
import joyul.transfer.OptimizerFamily;
import joyul.transfer.RuleChoice;

/**
 * The base recipe at other batch sizes, with its rate carried by a transfer rule: the search is told what the batch does to
 * the rate by points to try, for an axis of rate over batch did not help it.
 */
final class BatchPriors {
    private BatchPriors() {}

    /**
     * The recipe one doubling up and down. Without a noise scale the linear rule is not trusted further.
     *
     * @param noiseScale in examples, where it was measured; then two doublings are tried
     */
    static List<Recipe> of(Recipe base, BatchRange batches, int examples, Optional<Double> noiseScale) {
        int doublings = noiseScale.isPresent() ? 2 : 1;
        List<Integer> sizes = List.of(base.batchSize() << doublings, base.batchSize() >> doublings);
        // A tune chooses the schedule; the base recipe's own may be one that cannot be carried.
        Recipe plain = base.with(edit -> edit.schedule(new ConstantRate())
                .every(base.every())
                .batchSchedule(null)
                .momentumSchedule(null)
                .weightDecaySchedule(null));
        List<Recipe> carried = new ArrayList<>();
        for (int size : sizes) {
            if (batches.contains(size) && size <= examples) {
                RuleChoice choice = RuleChoice.auto(OptimizerFamily.SGD, base.batchSize(), size, noiseScale);
                carried.add(Rescaled.of(plain, choice, size, examples, Rescaled.NormalizationBatch.FOLLOWS)
                        .recipe());
            }
        }
        return carried;
    }
}
