package joyul.transfer;

import java.util.Optional;

/**
 * A rule that was chosen for an optimizer, and why.
 *
 * @param reason one sentence for people
 */
public record RuleChoice(TransferRule rule, String reason) {
    /** The name that leaves the choice to {@link #auto}. */
    public static final String AUTO = "auto";

    /**
     * The rule that somebody asked for.
     *
     * @param name of {@link TransferRule#NAMES} but {@code measured}, which has to be measured first
     */
    public static RuleChoice asked(String name, OptimizerFamily family, Optional<Double> noiseScale) {
        TransferRule rule = name.equals(TransferRule.NOISE_SCALE) && noiseScale.isPresent()
                ? TransferRule.noiseScale(family, noiseScale.get())
                : TransferRule.named(name, family);
        return new RuleChoice(rule, "asked for");
    }

    /**
     * The rule that the literature gives an optimizer: with a noise scale the one of McCandlish et al.; without, linear for
     * SGD and the square root for Adam.
     *
     * @param noiseScale the gradient noise scale in examples, where it is known
     */
    public static RuleChoice auto(OptimizerFamily family, int from, int to, Optional<Double> noiseScale) {
        int larger = Math.max(from, to);
        if (family == OptimizerFamily.SGD) {
            return noiseScale.isPresent()
                    ? new RuleChoice(
                            TransferRule.noiseScale(family, noiseScale.get()),
                            "the noise scale is known, and the optimizer is SGD")
                    : new RuleChoice(
                            TransferRule.linear(family),
                            "the optimizer is SGD, and no noise scale says how far the rule reaches");
        }
        if (noiseScale.isPresent() && larger > noiseScale.get()) {
            return new RuleChoice(
                    TransferRule.noiseScale(family, noiseScale.get()),
                    "batch " + larger + " is above the noise scale, where the square root rule ends");
        }
        return new RuleChoice(
                TransferRule.squareRoot(family),
                "the optimizer is " + family.code()
                        + (noiseScale.isPresent() ? ", and both batches are below the noise scale" : ""));
    }
}
