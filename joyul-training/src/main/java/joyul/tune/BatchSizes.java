package joyul.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import joyul.batch.BatchRange;
import joyul.batch.Ceilings;
import joyul.batch.MemoryCeiling;

/**
 * What a tune knows of the batch size before it searches.
 *
 * @param range the sizes that are searched
 * @param noiseScale that carries rates from one size to another, in examples; empty where it was not measured
 * @param facts what was measured, as JSON values for the study and the report; empty where nothing was
 */
record BatchSizes(BatchRange range, Optional<Double> noiseScale, Map<String, Object> facts) {
    /** The study attribute that keeps the facts, for a resumed search must have the range that it was begun with. */
    static final String ATTRIBUTE = "joyul:ceilings";

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String NOISE_SCALE = "noise_scale";

    /** What the number of training examples says. */
    static BatchSizes counted(int examples) {
        return new BatchSizes(BatchRange.of(examples), Optional.empty(), Map.of());
    }

    /**
     * What the ceilings say.
     *
     * @param own the batch of the recipe that the search begins with, which stays within the range
     */
    static BatchSizes measured(Ceilings ceilings, int own) {
        // Where only time ended the trials of sizes, larger ones fit for all that is known.
        int fits = ceilings.memory().end() == MemoryCeiling.End.TIME
                ? ceilings.examples()
                : Math.min(ceilings.examples(), ceilings.memory().largest());
        BatchRange range =
                BatchRange.of(ceilings.examples(), Optional.of(ceilings)).reaching(own, fits);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(FROM, range.from());
        facts.put(TO, range.to());
        facts.put("knee", ceilings.knee().batch());
        facts.put("largest", ceilings.memory().largest());
        put(facts, "critical_low", ceilings.critical().low());
        put(facts, "critical_high", ceilings.critical().high());
        put(facts, NOISE_SCALE, ceilings.middle().scale().value());
        return kept(facts);
    }

    /** Noise that hides the gradient has an infinite scale, which JSON cannot say: it is left out. */
    private static void put(Map<String, Object> facts, String name, double value) {
        if (Double.isFinite(value)) {
            facts.put(name, value);
        }
    }

    /** What a study kept. */
    static BatchSizes kept(Map<?, ?> attribute) {
        Map<String, Object> facts = new LinkedHashMap<>();
        attribute.forEach((name, value) -> facts.put(String.valueOf(name), value));
        return new BatchSizes(
                new BatchRange(number(facts, FROM), number(facts, TO)),
                Optional.ofNullable(facts.get(NOISE_SCALE))
                        .map(value -> ((Number) value).doubleValue())
                        .filter(value -> value > 0),
                facts);
    }

    private static int number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.intValue() : 1;
    }
}
