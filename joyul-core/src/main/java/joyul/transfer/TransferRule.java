package joyul.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * A rule that carries a run's values from one batch size to another, as data: how the rate follows, and by which law each
 * other value does. Whatever is counted in steps covers as many examples as before under every rule.
 *
 * @param name as the command line knows it
 * @param source where it comes from
 * @param assumption what must be true for it to hold
 * @param laws of the values that do not stay as they are; any other one is kept
 */
public record TransferRule(String name, String source, String assumption, RateRatio ratio, Map<Quantity, Law> laws) {
    public static final String LINEAR = "linear";
    public static final String SQUARE_ROOT = "square_root";
    public static final String NOISE_SCALE = "noise_scale";
    public static final String NONE = "none";
    public static final String MEASURED = "measured";

    /** The names of all rules. */
    public static final List<String> NAMES = List.of(LINEAR, SQUARE_ROOT, NOISE_SCALE, NONE, MEASURED);

    public TransferRule {
        laws = Map.copyOf(laws);
    }

    /** Goyal et al. 2017: K times the batch, K times the rate; momentum stays. */
    public static TransferRule linear(OptimizerFamily family) {
        return new TransferRule(
                LINEAR,
                "Goyal et al. 2017, arXiv 1706.02677",
                "both batches are well below the gradient noise scale, the optimizer is SGD, and the first epochs warm up",
                new RateRatio.Power(1),
                decaying(family));
    }

    /** Malladi et al. 2022 for Adam; Hoffer et al. 2017 for SGD, where it keeps the noise of a step. */
    public static TransferRule squareRoot(OptimizerFamily family) {
        Map<Quantity, Law> laws = new LinkedHashMap<>(decaying(family));
        if (family != OptimizerFamily.SGD) {
            laws.put(Quantity.BETA1, Law.COMPLEMENT);
            laws.put(Quantity.BETA2, Law.COMPLEMENT);
            laws.put(Quantity.EPS, Law.OVER_ROOT);
        }
        return new TransferRule(
                SQUARE_ROOT,
                family == OptimizerFamily.SGD
                        ? "Hoffer et al. 2017, arXiv 1705.08741"
                        : "Malladi et al. 2022, arXiv 2205.10287",
                "both batches are well below the gradient noise scale",
                new RateRatio.Power(0.5),
                laws);
    }

    /**
     * McCandlish et al. 2018, equation 2.6.
     *
     * @param scale the gradient noise scale, in examples
     */
    public static TransferRule noiseScale(OptimizerFamily family, double scale) {
        return new TransferRule(
                NOISE_SCALE,
                "McCandlish et al. 2018, arXiv 1812.06162, equation 2.6",
                "the noise scale is that of the tuned run, " + Shown.number(scale) + " examples",
                new RateRatio.Noise(scale, family == OptimizerFamily.SGD ? 1 : 0.5),
                decaying(family));
    }

    /** Rate and optimizer stay as they are. */
    public static TransferRule none() {
        return new TransferRule(
                NONE,
                "Shallue et al. 2018, arXiv 1811.03600, find that the best rate follows no rule",
                "the rate is tuned again afterwards",
                new RateRatio.Power(0),
                common());
    }

    /**
     * The rate that short runs found best at the new batch size, as the power of K that leads there.
     *
     * @param k new batch over old, not 1
     * @param ratio new rate over old
     */
    public static TransferRule measured(OptimizerFamily family, double k, double ratio) {
        return measured(new RateRatio.Found(k, ratio), decaying(family));
    }

    private static TransferRule measured(RateRatio ratio, Map<Quantity, Law> laws) {
        return new TransferRule(
                MEASURED,
                "short runs at the new batch size",
                "what is best in short runs is best in long ones",
                ratio,
                laws);
    }

    /**
     * This rule at another rate, which short runs between two batch sizes found: all else follows as it did in them.
     *
     * @param factor on the rate that this rule gives
     */
    TransferRule corrected(int from, int to, double factor) {
        Transfer transfer = between(from, to);
        return measured(new RateRatio.Found(transfer.k(), transfer.rateRatio() * factor), laws);
    }

    /** A rule that needs no number of its own, by name. */
    public static TransferRule named(String name, OptimizerFamily family) {
        return switch (name) {
            case LINEAR -> linear(family);
            case SQUARE_ROOT -> squareRoot(family);
            case NONE -> none();
            case NOISE_SCALE ->
                throw new InputException(
                        "the rule noise_scale needs the gradient noise scale; give it by noiseScale(EXAMPLES),"
                                + " measured by: joyul find-batch");
            case MEASURED -> throw new InputException("the rule measured has no ratio before it was measured");
            default -> throw Check.unknown("rule", name, NAMES);
        };
    }

    private static Map<Quantity, Law> common() {
        return Map.of(
                Quantity.NEWEST_WEIGHT, Law.NEWEST,
                Quantity.AVERAGE_DECAY, Law.POWER,
                Quantity.STEPS, Law.OVER_K);
    }

    private static Map<Quantity, Law> decaying(OptimizerFamily family) {
        Map<Quantity, Law> laws = new LinkedHashMap<>(common());
        laws.put(Quantity.LEARNING_RATE, Law.WITH_RATE);
        if (family != OptimizerFamily.ADAM) {
            laws.put(Quantity.WEIGHT_DECAY, Law.PER_EPOCH);
        }
        return laws;
    }

    /** The law of a value. */
    public Law law(Quantity quantity) {
        return laws.getOrDefault(quantity, Law.KEEP);
    }

    /** This rule between two batch sizes. */
    public Transfer between(int from, int to) {
        return new Transfer(this, from, to);
    }
}
