package joyul.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joyul.explain.RunReadings;
import joyul.run.Ending;

/** A folder as a training run leaves it, of two epochs of two steps. */
final class SomeRun {
    static final String RECIPE = """
            data: {source: /home/me/digits.csv, checksum: "64c717460364af9a"}
            normalization: {type: batch_norm, eps: 1.0e-05}
            loss: {type: cross_entropy, label_smoothing: 0.0}
            batch_size: 32
            learning_rate: 0.1
            schedule: {type: OneCycleLR}
            epochs: 2
            """;

    static final String METRICS = """
            {"step":1,"epoch":1,"loss":2.5,"lr":0.1}
            {"step":2,"epoch":1,"loss":1.5,"lr":0.2}
            {"epoch_end":1,"step":2,"train_loss":2.0,"validation_loss":1.0,"validation_accuracy":0.5,"lr":0.2,"seconds":1.0}
            {"event":"skipped","step":3,"back_to":3,"rate_factor":1.0}
            {"step":3,"epoch":2,"loss":null,"lr":0.2}
            {"step":4,"epoch":2,"loss":0.5,"lr":0.1}
            {"epoch_end":2,"step":4,"train_loss":0.5,"validation_loss":0.75,"validation_accuracy":0.75,"lr":0.1,"seconds":1.0}
            """;

    private SomeRun() {}

    static Path folder(Path folder, String recipe, String metrics) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("recipe.yaml"), recipe);
        Files.writeString(folder.resolve("metrics.jsonl"), metrics);
        return folder;
    }

    /** A run that reached its end with these losses of the validation examples. */
    static Run ended(String name, String recipe, float... losses) {
        double sum = 0;
        for (float each : losses) {
            sum += each;
        }
        RunScore score = new RunScore(sum / losses.length, 0.75, losses);
        return new Run(
                name,
                recipe,
                new RunReadings(List.of(), List.of(), 0, 1, Ending.REACHED, 4),
                new RunResult(Ending.REACHED, 4, "", true, Optional.of(score), Optional.empty()));
    }
}
