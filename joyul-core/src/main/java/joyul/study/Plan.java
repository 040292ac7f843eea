package joyul.study;

import java.util.OptionalLong;
import joyul.check.Check;
import joyul.space.Space;
import org.jspecify.annotations.Nullable;

/**
 * How a study is searched; immutable, each method named like a component gives a new plan with another value of it.
 *
 * @param space what {@link Study#ask()} chooses in advance; empty where the objective itself says what varies, by its
 *     suggestions
 * @param seed with a trial's number, the seed of all chance in the choice of that trial's point; absent for the seed
 *     that the study has, or 0 for a new study
 * @param retries how often a point is tried again whose process was killed while it ran
 */
public record Plan(Sampler sampler, Pruner pruner, Space space, OptionalLong seed, int retries) {
    public Plan {
        Check.atLeast("retries", retries, 0);
    }

    /** A plan without pruning and without a declared space. */
    public static Plan of(Sampler sampler) {
        Pruner none = (trial, history, direction) -> Verdict.goOn("nothing is pruned");
        return new Plan(sampler, none, Space.empty(), OptionalLong.empty(), 0);
    }

    @Nullable
    Promoter promoter() {
        return pruner instanceof Promoter promoting ? promoting : null;
    }

    public Plan sampler(Sampler other) {
        return new Plan(other, pruner, space, seed, retries);
    }

    public Plan pruner(Pruner other) {
        return new Plan(sampler, other, space, seed, retries);
    }

    public Plan space(Space other) {
        return new Plan(sampler, pruner, other, seed, retries);
    }

    public Plan seed(long other) {
        return new Plan(sampler, pruner, space, OptionalLong.of(other), retries);
    }

    public Plan retries(int other) {
        return new Plan(sampler, pruner, space, seed, other);
    }
}
