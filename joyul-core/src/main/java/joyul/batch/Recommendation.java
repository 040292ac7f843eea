package joyul.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/**
 * One batch size, with the reasons for it in the order in which they were weighed.
 *
 * @param batch the smallest of the sizes tried that is within 5 % of the least worst slowdown
 * @param from the smallest size that is as good within {@link #AS_GOOD}
 * @param to the largest size that is as good
 */
public record Recommendation(int batch, int from, int to, List<Phrase> reasons) {
    /** Slower by this share at worst is as good, as far as can be told. */
    public static final double AS_GOOD = 0.25;

    /** Where Wu and Johnson (2021, section 4.1) found the lowest validation error: 32 to 128, least at 64. */
    private static final int SMALLEST_NORMALIZED = 32;

    private static final int BEST_NORMALIZED = 64;
    private static final int LARGEST_NORMALIZED = 128;

    public Recommendation {
        reasons = List.copyOf(reasons);
    }

    /**
     * Weighs the ceilings.
     *
     * @param current the batch size that the recipe has now
     */
    public static Recommendation of(Ceilings ceilings, int current, NormalizationUse normalization) {
        double least = ceilings.sizes().stream()
                .mapToDouble(ceilings::worstSlowdown)
                .min()
                .orElseThrow();
        TriedSize chosen = within(ceilings, least * (1 + TriedSize.NEAR)).get(0);
        List<TriedSize> good = within(ceilings, least * (1 + AS_GOOD));
        int from = good.get(0).batch();
        int to = good.get(good.size() - 1).batch();
        List<Phrase> reasons = new ArrayList<>();
        reasons.add(knee(ceilings));
        reasons.add(critical(ceilings));
        reasons.add(new Phrase(
                from == to ? "batch.chosen.alone" : "batch.chosen",
                Map.of(
                        "batch", chosen.batch(),
                        "slower", percent(ceilings.worstSlowdown(chosen) - 1),
                        "from", from,
                        "to", to,
                        "good", percent(AS_GOOD))));
        if (ceilings.memory().end() == MemoryCeiling.End.TIME
                && chosen.batch()
                        == ceilings.sizes().get(ceilings.sizes().size() - 1).batch()) {
            reasons.add(new Phrase("batch.time", Map.of("batch", chosen.batch())));
        }
        reasons.add(memory(ceilings.memory(), chosen.batch()));
        reasons.add(new Phrase(
                "batch.data",
                Map.of(
                        "examples",
                        ceilings.examples(),
                        "steps",
                        (ceilings.examples() + chosen.batch() - 1) / chosen.batch())));
        reasons.add(normalization(normalization, chosen.batch()));
        reasons.add(
                chosen.batch() == current
                        ? new Phrase("batch.rate.same", Map.of("batch", current))
                        : new Phrase("batch.rate.changed", Map.of("current", current, "batch", chosen.batch())));
        return new Recommendation(chosen.batch(), from, to, reasons);
    }

    private static List<TriedSize> within(Ceilings ceilings, double slowdown) {
        return ceilings.sizes().stream()
                .filter(size -> ceilings.worstSlowdown(size) <= slowdown)
                .toList();
    }

    private static Phrase knee(Ceilings ceilings) {
        TriedSize fastest = TriedSize.fastest(ceilings.sizes());
        return new Phrase(
                "batch.knee",
                Map.of(
                        "knee", ceilings.knee().batch(),
                        "rate", Math.round(fastest.examplesPerSecond()),
                        "fastest", fastest.batch()));
    }

    private static Phrase critical(Ceilings ceilings) {
        NoiseScale scale = ceilings.middle().scale();
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("low", rounded(ceilings.critical().low()));
        gaps.put("high", rounded(ceilings.critical().high()));
        gaps.put("scale", rounded(scale.value()));
        gaps.put("scaleLow", rounded(scale.low()));
        gaps.put("scaleHigh", rounded(scale.high()));
        gaps.put("first", rounded(ceilings.noise().get(0).scale().value()));
        gaps.put(
                "last",
                rounded(ceilings.noise()
                        .get(ceilings.noise().size() - 1)
                        .scale()
                        .value()));
        return new Phrase(scale.resolved() ? "batch.critical" : "batch.critical.open", gaps);
    }

    /** Two significant digits: more would pretend. */
    private static Object rounded(double value) {
        if (!Double.isFinite(value) || value < 10) {
            return value < 10 ? (Object) Math.round(value) : value;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(Math.round(value / unit) * unit);
    }

    private static Phrase memory(MemoryCeiling memory, int batch) {
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("largest", memory.largest());
        gaps.put("limit", memory.limit().toString());
        gaps.put("failed", memory.failed());
        return switch (memory.end()) {
            case MEMORY -> new Phrase(2 * batch > memory.largest() ? "batch.memory.binds" : "batch.memory", gaps);
            case DATA -> new Phrase("batch.memory.all", gaps);
            case TIME -> new Phrase("batch.memory.time", gaps);
        };
    }

    private static Phrase normalization(NormalizationUse use, int batch) {
        Map<String, Object> gaps = Map.of("batch", batch, "size", BEST_NORMALIZED);
        if (use == NormalizationUse.NONE) {
            return new Phrase("batch.normalization.none", gaps);
        }
        if (use == NormalizationUse.FIXED_GROUPS) {
            return new Phrase("batch.normalization.fixed", gaps);
        }
        if (batch > LARGEST_NORMALIZED) {
            return new Phrase("batch.normalization.large", gaps);
        }
        return new Phrase(batch < SMALLEST_NORMALIZED ? "batch.normalization.small" : "batch.normalization.good", gaps);
    }

    private static String percent(double share) {
        return Long.toString(Math.round(100 * share));
    }

    /** The reasons as sentences. */
    public List<String> sentences(Language language) {
        Texts texts = Texts.of(language).and(Recommendation.class);
        return reasons.stream().map(texts::say).toList();
    }
}
