package joyul.firstrate;

import org.jspecify.annotations.Nullable;

/**
 * What another rule would say, for comparison.
 *
 * @param rule its name
 * @param rate what it suggests; null where it has no answer
 * @param high the upper end where it gives a bracket of which {@code rate} is the lower; else null
 * @param costSteps training steps that it takes
 * @param note one clause for people
 */
public record RuleRate(
        String rule, @Nullable Double rate, @Nullable Double high, long costSteps, String note) {}
