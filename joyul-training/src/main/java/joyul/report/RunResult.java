package joyul.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.check.Guarded;
import joyul.file.SafeTensors;
import joyul.run.Ending;

/**
 * How a training run ended and what its network scores: the content of {@code scores.safetensors}. There the tensors
 * {@code validation} and {@code test} hold the loss of each example, by which two runs are compared in pairs; the metadata
 * hold the rest under the names of this record's parts.
 *
 * @param detail one sentence for people where something went wrong; else empty
 * @param classifies whether the metric is an accuracy, or else R²
 */
public record RunResult(
        Ending end,
        long step,
        String detail,
        boolean classifies,
        Optional<RunScore> validation,
        Optional<RunScore> test) {
    /** The file's name in the folder of a run. */
    public static final String FILE = "scores.safetensors";

    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    /** A run that left nothing of the kind: it still goes on, or was killed. */
    static RunResult unknown(long step, boolean classifies) {
        return new RunResult(Ending.UNKNOWN, step, "", classifies, Optional.empty(), Optional.empty());
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("end", end.name().toLowerCase(Locale.ROOT));
        metadata.put("step", Long.toString(step));
        metadata.put("detail", detail);
        metadata.put("classifies", Boolean.toString(classifies));
        validation.ifPresent(score -> put(VALIDATION, score, tensors, metadata));
        test.ifPresent(score -> put(TEST, score, tensors, metadata));
        new SafeTensors(tensors, metadata).write(file);
    }

    private static void put(
            String part, RunScore score, Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
        tensors.put(part, new SafeTensors.Values(List.of((long) score.losses().length), score.losses()));
        metadata.put(part + "_loss", Double.toString(score.loss()));
        metadata.put(part + "_metric", Double.toString(score.metric()));
    }

    static RunResult read(Path file) {
        return Guarded.read(file.toString(), () -> of(SafeTensors.read(file)));
    }

    private static RunResult of(SafeTensors file) {
        Map<String, String> metadata = file.metadata();
        return new RunResult(
                Ending.valueOf(metadata.getOrDefault("end", "unknown").toUpperCase(Locale.ROOT)),
                Long.parseLong(metadata.getOrDefault("step", "0")),
                metadata.getOrDefault("detail", ""),
                Boolean.parseBoolean(metadata.get("classifies")),
                score(VALIDATION, file),
                score(TEST, file));
    }

    private static Optional<RunScore> score(String part, SafeTensors file) {
        String loss = file.metadata().get(part + "_loss");
        String metric = file.metadata().get(part + "_metric");
        SafeTensors.Values losses = file.tensors().get(part);
        return loss == null || metric == null || losses == null
                ? Optional.empty()
                : Optional.of(new RunScore(Double.parseDouble(loss), Double.parseDouble(metric), losses.numbers()));
    }
}
