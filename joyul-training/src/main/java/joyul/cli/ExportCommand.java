package joyul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.model.Folding;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.train.Folded;
import joyul.train.TrainingFolder;
import joyul.train.Weights;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul export}: writes a trained network for inference. */
@Command(
        name = "export",
        header = "Write a trained network for inference, with batch norm folded into the layers beside it.",
        description = {
            "",
            "Reads recipe.yaml and weights.safetensors of a training or a tune, and writes both for the folded network:"
                    + " fewer layers, the same outputs. Says how far any output on the validation examples moved, and"
                    + " which normalizations could not be folded and why. 'joyul predict' and a PyTorch Sequential"
                    + " take the result.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul export joyul-out/train --fold",
            "  joyul export joyul-out/train/weights.safetensors --fold --out small"
        })
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FOLDER_OR_WEIGHTS",
            description = "The output folder of a training or a tune, or the weights in it.")
    Path trained = Path.of("");

    @Option(names = "--fold", required = true, description = "Fold batch norm into the layers beside it.")
    boolean fold;

    @Option(names = "--out", paramLabel = "DIR", description = "The output folder (default: 'folded' in the first).")
    @Nullable
    Path out;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where named data sets lie; else $JOYUL_DATA.")
    @Nullable
    Path dataDir;

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        Path folder = Files.isDirectory(trained) ? trained : parent(trained);
        Path weights = Files.isDirectory(trained) ? folder.resolve(TrainingFolder.WEIGHTS) : trained;
        Path file = folder.resolve(TrainingFolder.RECIPE);
        if (!Files.exists(file) || !Files.exists(weights)) {
            throw new InputException(trained + " is not a trained network: " + (Files.exists(file) ? weights : file)
                    + " is missing; give the output folder of joyul train or joyul tune");
        }
        Path target = out == null ? folder.resolve("folded") : out;
        if (Files.exists(target) && same(target, folder)) {
            throw new InputException("--out must be another folder than " + folder
                    + ", whose weights are still needed to train on; choose a new one");
        }
        OutputFolders.withoutRun(target);
        RecipeDraft draft = RecipeDraft.read(file);
        Data data = draft.source().load(Optional.ofNullable(dataDir));
        Recipe recipe = draft.complete(data);
        Libtorch.start(console);
        Folded folded = Folded.of(Weights.read(weights, recipe, RecipeDraft.text(file)), recipe, data);
        folded.write(target);
        format.print(console, () -> text(folded, target, data), () -> json(folded, target));
        return 0;
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private String text(Folded folded, Path target, Data data) {
        StringBuilder text = new StringBuilder();
        for (Folding.Step step : folded.folding().steps()) {
            text.append(step.into()
                            .map(place -> console.say("export.folded", "layer", step.layer(), "place", place))
                            .orElseGet(() -> console.say(
                                    "export.kept",
                                    "layer",
                                    step.layer(),
                                    "reason",
                                    console.texts().retold(step.reason()))))
                    .append('\n');
        }
        text.append(console.say(
                        "export.difference",
                        "difference",
                        Figures.number(folded.largestDifference()),
                        "output",
                        Figures.number(folded.largestOutput()),
                        "count",
                        data.validation().size()))
                .append('\n');
        for (String name : List.of(TrainingFolder.RECIPE, TrainingFolder.WEIGHTS)) {
            text.append(target.resolve(name)).append('\n');
        }
        return text + "\n" + console.say("word.next", "command", Shell.command("joyul", "predict", target.toString()))
                + "\n";
    }

    private static String json(Folded folded, Path target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "normalizations",
                folded.folding().steps().stream().map(ExportCommand::step).toList());
        map.put("largest_difference", folded.largestDifference());
        map.put("largest_output", folded.largestOutput());
        map.put("folder", target.toString());
        map.put("recipe", target.resolve(TrainingFolder.RECIPE).toString());
        map.put("weights", target.resolve(TrainingFolder.WEIGHTS).toString());
        return Json.line(map);
    }

    private static Map<String, Object> step(Folding.Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", step.layer());
        step.into().ifPresent(place -> map.put("into", place));
        if (!step.reason().isEmpty()) {
            map.put("kept_because", step.reason());
        }
        return map;
    }
}
