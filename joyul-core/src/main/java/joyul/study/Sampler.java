package joyul.study;

import java.util.List;
import joyul.space.Parameter;
import joyul.space.Point;

/**
 * Proposes the next point.
 *
 * <p>The study has done what Optuna leaves to a sampler's {@code infer_relative_search_space}: a group is what can be
 * chosen together, and what stands alone comes as a group of one. What a sampler must remember is in the trials or in
 * {@link SamplerContext#notes}, never in a field alone: other processes propose for the same study.
 */
@FunctionalInterface
public interface Sampler {
    /**
     * Values for all parameters of a group, chosen together.
     *
     * @param group parameters that all exist at the point being built; conditions have been resolved
     * @throws Exhausted when there is nothing left to propose, which ends the search
     */
    Point propose(List<Parameter> group, SamplerContext context);

    /**
     * Whether there is nothing left to propose for a trial about to begin, so that it need not begin. Most samplers never
     * come to an end.
     */
    default boolean isExhausted(SamplerContext context) {
        return false;
    }
}
