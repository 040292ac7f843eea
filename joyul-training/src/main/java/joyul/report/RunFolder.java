package joyul.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Guarded;
import joyul.check.InputException;
import joyul.explain.EpochReading;
import joyul.explain.RunReadings;
import joyul.explain.StepTrail;
import joyul.file.InputFile;
import joyul.storage.Storages;
import joyul.study.Storage;
import joyul.study.Trial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a training run, or a tune, left in its folder, read back without the data and without the engine. */
final class RunFolder {
    private static final String RECIPE = "recipe.yaml";
    private static final String METRICS = "metrics.jsonl";
    private static final String STUDY = "joyul.db";

    /** Steps of a year on one machine; more is no log of a run. */
    private static final long MOST_BYTES = 8L << 30;

    private final Path folder;
    private final StepTrail steps = new StepTrail();
    private final List<EpochReading> epochs = new ArrayList<>();
    private boolean classifies = true;
    private int repairs;
    private double rateFactor = 1;
    private long step;

    RunFolder(Path folder) {
        this.folder = folder;
    }

    Run run() {
        Path metrics = folder.resolve(METRICS);
        Path recipe = folder.resolve(RECIPE);
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + " is no folder; give the output folder of joyul train");
        }
        if (!Files.exists(recipe)) {
            throw new InputException(folder + " holds no trained run (no " + RECIPE
                    + "); give the output folder of joyul train or joyul tune");
        }
        String text = InputFile.text(recipe, InputFile.TEXT_BYTES);
        if (Files.exists(metrics)) {
            Guarded.read(metrics.toString(), () -> read(metrics));
            return ended(text);
        }
        if (Files.exists(folder.resolve(STUDY))) {
            return ofTune(text);
        }
        throw new InputException(folder + " holds a recipe but no run (no " + METRICS
                + "); train it first by: joyul train --out " + folder);
    }

    private String name() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? folder.toString() : last.toString();
    }

    private Run ended(String recipe) {
        Path file = folder.resolve(RunResult.FILE);
        RunResult result = Files.exists(file) ? RunResult.read(file) : RunResult.unknown(step, classifies);
        return new Run(
                name(),
                recipe,
                new RunReadings(
                        steps.readings(), epochs, repairs, rateFactor, result.end(), Math.max(step, result.step())),
                result);
    }

    private int read(Path metrics) {
        InputFile.requireRegular(metrics);
        JsonMapper json = JsonMapper.shared();
        int lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(metrics, StandardCharsets.UTF_8)) {
            if (Files.size(metrics) > MOST_BYTES) {
                throw new InputException(metrics + " must be at most " + MOST_BYTES + " bytes, but is "
                        + Files.size(metrics) + "; check that it is the log of a run");
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                line(json, line);
            }
            return lines;
        } catch (IOException e) {
            throw new InputException(metrics + " line " + (lines + 1) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A run that was killed may have left half a line, and its log is none the worse for it. */
    private void line(JsonMapper json, String line) {
        if (!line.startsWith("{") || !line.endsWith("}")) {
            return;
        }
        JsonNode node;
        try {
            node = json.readTree(line);
        } catch (JacksonException damaged) {
            return;
        }
        if (node.has("event")) {
            String event = node.path("event").asString("");
            repairs += event.equals("skipped") || event.equals("rolled_back") ? 1 : 0;
            rateFactor = node.path("rate_factor").asDouble(1);
        } else if (node.has("epoch_end")) {
            epoch(node);
        } else if (node.has("loss") && node.has("step")) {
            step = node.path("step").asLong();
            steps.add(step, number(node, "loss"), number(node, "lr"));
        }
    }

    private void epoch(JsonNode node) {
        classifies = node.has("validation_accuracy");
        epochs.add(new EpochReading(
                node.path("epoch_end").asInt(),
                node.path("step").asLong(),
                number(node, "train_loss"),
                number(node, "validation_loss"),
                number(node, classifies ? "validation_accuracy" : "validation_r2"),
                number(node, "lr")));
    }

    /** JSON has no number for what is not finite: the log says null. */
    private static double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : Double.NaN;
    }

    /** The winner of a tune: its curve is that of the trial in the search, its scores those of the fresh seeds. */
    private Run ofTune(String recipe) {
        try (Storage storage = Storages.open("sqlite:" + folder.resolve(STUDY))) {
            for (String name : storage.studyNames()) {
                long study = storage.findStudy(name).orElseThrow();
                TuneResult result = TuneResult.of(storage.studyAttributes(study));
                OptionalDouble winner = result.number("winner");
                if (winner.isPresent() && result.text("recipe").equals(recipe)) {
                    Optional<Trial> trial = storage.trials(study).stream()
                            .filter(each -> each.number() == (int) winner.getAsDouble())
                            .findFirst();
                    return ofWinner(
                            recipe,
                            result,
                            trial.map(each -> new Notes(each).curve()).orElse(List.of()));
                }
            }
        }
        throw new InputException(folder + " holds a tune that has not ended with this " + RECIPE
                + "; train the recipe first by: joyul train " + folder.resolve(RECIPE));
    }

    private Run ofWinner(String recipe, TuneResult result, List<Notes.Epoch> curve) {
        double batch = Math.max(1, RecipeText.of(recipe).number("batch_size").orElse(1));
        long perEpoch = Math.max(1, (long) (result.number("train_examples").orElse(batch) / batch));
        for (Notes.Epoch each : curve) {
            int number = epochs.size() + 1;
            epochs.add(new EpochReading(
                    number, number * perEpoch, each.trainLoss(), each.validationLoss(), each.metric(), each.rate()));
        }
        step = epochs.size() * perEpoch;
        RunReadings.End end = RunReadings.End.REACHED;
        return new Run(
                name(),
                recipe,
                new RunReadings(List.of(), epochs, 0, 1, end, step),
                new RunResult(end, step, "", result.accuracy(), score(result, "validation"), score(result, "test")));
    }

    private static Optional<RunScore> score(TuneResult result, String part) {
        OptionalDouble loss = result.number(part + "_loss");
        OptionalDouble metric = result.number(part + "_metric");
        return loss.isPresent() && metric.isPresent()
                ? Optional.of(new RunScore(loss.getAsDouble(), metric.getAsDouble(), new float[0]))
                : Optional.empty();
    }
}
