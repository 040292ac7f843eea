package joyul.study;

import java.util.OptionalLong;
import joyul.space.Space;

/**
 * How a study is searched.
 *
 * @param space what {@link Study#ask()} chooses in advance; empty where the objective itself says what varies, by its
 *     suggestions
 * @param seed with a trial's number, the seed of all chance in the choice of that trial's point; absent for the seed
 *     that the study has, or 0 for a new study
 */
public record Plan(Sampler sampler, Pruner pruner, Space space, OptionalLong seed) {
    /** A plan without pruning and without a declared space. */
    public static Plan of(Sampler sampler) {
        Pruner none = (trial, history, direction) -> Verdict.goOn("nothing is pruned");
        return new Plan(sampler, none, Space.empty(), OptionalLong.empty());
    }

    public Plan withSampler(Sampler other) {
        return new Plan(other, pruner, space, seed);
    }

    public Plan withPruner(Pruner other) {
        return new Plan(sampler, other, space, seed);
    }

    public Plan withSpace(Space other) {
        return new Plan(sampler, pruner, other, seed);
    }

    public Plan withSeed(long other) {
        return new Plan(sampler, pruner, space, OptionalLong.of(other));
    }
}
