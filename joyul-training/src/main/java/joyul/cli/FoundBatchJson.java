package joyul.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.batch.Ceilings;
import joyul.batch.MemoryCeiling;
import joyul.batch.TriedSize;
import joyul.explain.Language;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import joyul.probe.FoundBatch;

/** A batch size that was found, for programs. */
record FoundBatchJson(FoundBatch found, Language language) {
    String text() {
        Ceilings ceilings = found.ceilings();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("batch_size", found.recommendation().batch());
        map.put("as_good_from", found.recommendation().from());
        map.put("as_good_to", found.recommendation().to());
        map.put("recipe_batch_size", found.recipe().batchSize());
        map.put("knee", ceilings.knee().batch());
        map.put("critical_low", ceilings.critical().low());
        map.put("critical_high", ceilings.critical().high());
        map.put("memory", memory(ceilings.memory()));
        map.put("training_examples", ceilings.examples());
        map.put("noise_scale", noise(ceilings.middle()));
        map.put(
                "noise_along_the_run",
                ceilings.noise().stream().map(FoundBatchJson::noise).toList());
        map.put("noise_steps", found.steps());
        map.put("steps", found.wholeSteps());
        map.put("normalization_batch", found.normalizationBatch());
        map.put("sizes", ceilings.sizes().stream().map(this::size).toList());
        map.put("reasons", found.recommendation().sentences(language));
        return Json.line(map);
    }

    private static Map<String, Object> memory(MemoryCeiling memory) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("largest", memory.largest());
        map.put("failed", memory.failed() == 0 ? List.of() : List.of(memory.failed()));
        map.put("ended_by", memory.end().name().toLowerCase(Locale.ROOT));
        map.put("limit_bytes", memory.limit().bytes());
        return map;
    }

    private static Map<String, Object> noise(NoiseTrail.Window window) {
        NoiseScale scale = window.scale();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first_step", window.first());
        map.put("last_step", window.last());
        map.put("value", scale.value());
        map.put("low", scale.low());
        map.put("high", scale.high());
        map.put("gradient_square", scale.gradientSquare());
        map.put("noise", scale.noise());
        map.put("samples", scale.samples());
        return map;
    }

    private Map<String, Object> size(TriedSize size) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("batch_size", size.batch());
        map.put("examples_per_second", size.examplesPerSecond());
        map.put("spread", size.spread());
        map.put("peak_bytes", size.peakBytes());
        map.put("slowdown", found.ceilings().worstSlowdown(size));
        return map;
    }
}
