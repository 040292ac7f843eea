package joyul.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.noise.NoiseScale;
import joyul.rate.RunLength;

/**
 * One batch size, with the reasons for it in the order in which they were weighed.
 *
 * @param batch the smallest of the sizes tried that is within 5 % of the least worst slowdown; where a whole batch is
 *     normalised together, a larger one that is as good if that is too small to share statistics; where the machine was too
 *     busy to tell, the recipe's own if that is as good
 * @param from the smallest size of those around it that are as good within {@link #AS_GOOD}, with no worse one between
 * @param to the largest size likewise
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
        Choice choice = Choice.of(ceilings, current, normalization);
        TriedSize chosen = choice.size();
        List<Phrase> reasons = new ArrayList<>();
        reasons.add(knee(ceilings));
        reasons.add(critical(ceilings));
        ceilings.busiest().ifPresent(busy -> reasons.add(busy(busy)));
        reasons.add(new Phrase(
                choice.key(),
                Map.of(
                        "batch", chosen.batch(),
                        "slower", percent(ceilings.worstSlowdown(chosen) - 1),
                        "from", choice.from(),
                        "to", choice.to(),
                        "smallest", choice.smallest(),
                        "good", percent(choice.asGood()))));
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
                        RunLength.batches(ceilings.examples(), chosen.batch()))));
        reasons.add(normalization(normalization, chosen.batch()));
        reasons.add(
                chosen.batch() == current
                        ? new Phrase("batch.rate.same", Map.of("batch", current))
                        : new Phrase("batch.rate.changed", Map.of("current", current, "batch", chosen.batch())));
        return new Recommendation(chosen.batch(), choice.from(), choice.to(), reasons);
    }

    /**
     * The size that is taken, and those around it that are as good.
     *
     * @param smallest the smallest within 5 % of the best, whatever else speaks for another
     * @param asGood the slowdown that counts as none, as a share
     */
    private record Choice(String key, TriedSize size, int smallest, int from, int to, double asGood) {
        static Choice of(Ceilings ceilings, int current, NormalizationUse normalization) {
            List<TriedSize> sizes = ceilings.sizes();
            double least =
                    sizes.stream().mapToDouble(ceilings::worstSlowdown).min().orElseThrow();
            Optional<TriedSize> busiest = ceilings.busiest();
            double asGood = Math.max(AS_GOOD, busiest.map(TriedSize::spread).orElse(0.0));
            int first = 0;
            while (ceilings.worstSlowdown(sizes.get(first)) > least * (1 + TriedSize.NEAR)) {
                first++;
            }
            List<TriedSize> good = around(ceilings, first, least * (1 + asGood));
            Optional<TriedSize> kept = busiest.flatMap(busy ->
                    good.stream().filter(size -> size.batch() == current).findFirst());
            Optional<TriedSize> sharing = normalization == NormalizationUse.WHOLE_BATCH
                            && sizes.get(first).batch() < SMALLEST_NORMALIZED
                    ? good.stream()
                            .filter(size -> size.batch() >= SMALLEST_NORMALIZED)
                            .findFirst()
                    : Optional.empty();
            String key = kept.isPresent()
                    ? "batch.chosen.kept"
                    : sharing.isPresent()
                            ? "batch.chosen.normalized"
                            : sizes.size() == 1
                                    ? "batch.chosen.only"
                                    : good.size() == 1 ? "batch.chosen.alone" : "batch.chosen";
            return new Choice(
                    key,
                    kept.or(() -> sharing).orElse(sizes.get(first)),
                    sizes.get(first).batch(),
                    good.get(0).batch(),
                    good.get(good.size() - 1).batch(),
                    asGood);
        }

        /** The sizes around one that are no slower than so many times the best, without a gap. */
        private static List<TriedSize> around(Ceilings ceilings, int place, double slowdown) {
            List<TriedSize> sizes = ceilings.sizes();
            int from = place;
            int to = place + 1;
            while (from > 0 && ceilings.worstSlowdown(sizes.get(from - 1)) <= slowdown) {
                from--;
            }
            while (to < sizes.size() && ceilings.worstSlowdown(sizes.get(to)) <= slowdown) {
                to++;
            }
            return sizes.subList(from, to);
        }
    }

    private static Phrase busy(TriedSize size) {
        return new Phrase(
                "batch.busy",
                Map.of("batch", size.batch(), "spread", percent(size.spread()), "bound", percent(Timing.BUSY)));
    }

    private static Phrase knee(Ceilings ceilings) {
        TriedSize fastest = TriedSize.fastest(ceilings.sizes());
        List<TriedSize> sizes = ceilings.sizes();
        int knee = ceilings.knee().batch();
        String key = sizes.size() == 1
                ? "batch.knee.only"
                : knee == sizes.get(sizes.size() - 1).batch()
                        ? "batch.knee.last"
                        : knee == sizes.get(0).batch() ? "batch.knee.first" : "batch.knee";
        return new Phrase(
                key,
                Map.of(
                        "knee", knee,
                        "rate", Math.round(fastest.examplesPerSecond()),
                        "fastest", fastest.batch()));
    }

    private static Phrase critical(Ceilings ceilings) {
        NoiseScale scale = ceilings.middle().scale();
        if (Double.isInfinite(ceilings.critical().low())) {
            return new Phrase("batch.critical.unknown", Map.of());
        }
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
        String key = scale.samples() == 1 ? ".one" : scale.resolved() ? "" : ".open";
        return new Phrase("batch.critical" + key, gaps);
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
