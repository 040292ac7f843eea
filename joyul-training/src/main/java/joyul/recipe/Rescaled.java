package joyul.recipe;

import java.util.List;
import joyul.check.InputException;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.transfer.OptimizerFamily;
import joyul.transfer.RuleChoice;
import joyul.transfer.Transfer;

/**
 * A recipe carried to another batch size, with what changed on the way and why.
 *
 * @param recipe for the new batch size
 * @param choice the rule, and why it was taken
 * @param changes every value that depends on the batch size, the batch size first; also those that the rule keeps
 * @param notes what else one should know, a sentence each
 */
public record Rescaled(Recipe recipe, Transfer transfer, RuleChoice choice, List<Change> changes, List<String> notes) {
    public Rescaled {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * One value, before and after: a number or a text.
     *
     * @param key its path in a recipe, {@code optimizer.weight_decay}, or what it is called
     */
    public record Change(String key, Object before, Object after, String why) {
        public boolean changes() {
            return !before.equals(after);
        }
    }

    /** What happens to the examples that share one set of batch normalization statistics. */
    public enum NormalizationBatch {
        /** Batch normalization stays over the whole batch, so its statistics are taken over more examples, or fewer. */
        FOLLOWS,
        /** A larger batch is normalised in groups of the old size: the loss that is minimised stays what it was. */
        KEPT
    }

    /**
     * Carries a recipe to another batch size.
     *
     * @param examples for training: they make the steps of an epoch
     * @throws InputException if the rule cannot carry it so far, or the batch does not fit the data or the normalization
     */
    public static Rescaled of(
            Recipe recipe, RuleChoice choice, int batch, int examples, NormalizationBatch normalizationBatch) {
        return new Rescaling(recipe, choice, batch, examples, normalizationBatch).run();
    }

    /**
     * The family of a recipe's optimizer, which decides the laws.
     *
     * @throws InputException if no rule is known for it
     */
    public static OptimizerFamily family(Optimizer optimizer) {
        String name = Optimizers.CATALOG.name(optimizer);
        if (!Optimizers.CATALOG.knows(optimizer)) {
            throw new InputException("no rule is known that carries the optimizer " + name
                    + " to another batch size; known: " + String.join(", ", Optimizers.CATALOG.names()));
        }
        if (name.endsWith("sgd")) {
            return OptimizerFamily.SGD;
        }
        if (name.endsWith("adamw")) {
            return OptimizerFamily.ADAMW;
        }
        // Adam, and Prodigy, which scales its steps as Adam does.
        return OptimizerFamily.ADAM;
    }
}
