package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.explain.RunFindings;
import joyul.explain.RunReadings;
import joyul.file.Folders;
import joyul.probe.NoiseLog;
import joyul.probe.NoiseWatch;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.report.Run;
import joyul.report.RunReport;
import joyul.train.RateFall;
import joyul.train.TrainingFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul train}: trains one recipe. */
@Command(
        name = "train",
        header = "Train a recipe: the default one, a file, or either with values of your own.",
        description = {
            "",
            "Writes recipe.yaml, metrics.jsonl, checkpoint.safetensors, weights.safetensors, scores.safetensors and a"
                    + " page of it all, report.html, into the output folder. The same recipe goes on with a run of it"
                    + " that is there already, and another recipe leaves it alone. A run may be killed at any moment;"
                    + " --resume goes on and ends with the same weights to the bit.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul train",
            "  joyul train --set normalization=none --set learning_rate=0.05",
            "  joyul train recipe.yaml --out runs/7",
            "  joyul train digits --network mlp --set epochs=3",
            "  joyul train prices.csv --label price",
            "  joyul train --resume --out runs/7",
            "  joyul train --resume --out runs/7 --set epochs=12     (a finished run goes on for longer)",
            "  joyul train --set optimizer=schedule_free_adamw --set early_stopping=3"
        })
final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The output folder (default: joyul-out/train, or train-2, train-3, ... where that holds another"
                            + " run).")
    @Nullable
    Path out;

    @Option(names = "--overwrite", description = "Replace the run in the output folder.")
    boolean overwrite;

    @Option(
            names = "--noise-scale",
            description = "Measure the gradient noise scale along the run (3 %% of its time) and write noise.csv.")
    boolean noiseScale;

    @Option(
            names = "--resume",
            description = "Go on with the run in the output folder (default: the last one in joyul-out).")
    boolean resume;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Language spoken = language.spokenBy(console);
        RecipeDraft draft = draft();
        Data loaded = changes.load(draft);
        Recipe written = draft.complete(loaded);
        TrainingPlace place = place(new TrainingPlace.Wanted(written, draft.says("threads"), loaded));
        Folders.writable(place.folder());
        if (noiseScale) {
            NoiseWatch.check(written, loaded);
        }
        loaded.notes().forEach(console::note);
        Libtorch.start(console);
        Recipe recipe = place.kept()
                .orElseGet(() -> draft.says("threads") ? written : LoneRun.fastest(written, loaded, console));
        tellRate(recipe, loaded.train().size());
        TrainingFolder folder = folder(place, recipe, loaded);
        return interruption.whileSaving(() -> {
            TrainProgress progress =
                    new TrainProgress(console, recipe, loaded.train().size());
            TrainingFolder.Result result =
                    noiseScale ? measured(folder, place, progress) : folder.run(progress, interruption.cancellation());
            TrainResult shown = new TrainResult(result, recipe, loaded, console.speech());
            Run run = Run.read(place.folder());
            RunReport.of(run, shown.findings(), spoken).write(place.folder().resolve(RunReport.FILE));
            format.print(console, shown::text, shown::json);
            return exitCode(result, run.readings(), recipe, place);
        });
    }

    private TrainingPlace place(TrainingPlace.Wanted wanted) {
        if (resume) {
            return TrainingPlace.resumed(toResume(), wanted.recipe());
        }
        if (out != null && overwrite) {
            return new TrainingPlace(out, Optional.empty());
        }
        TrainingPlace place = out == null ? TrainingPlace.unnamed(wanted) : TrainingPlace.named(out, wanted);
        // Trained again it ends with the same bits, so that measuring it anew costs nothing but time.
        boolean anew = overwrite || (noiseScale && place.isFinished());
        if (place.kept().isEmpty() || anew) {
            return new TrainingPlace(place.folder(), Optional.empty());
        }
        console.log(console.say(
                place.isFinished() ? "train.kept.finished" : "train.kept.unfinished", "folder", place.folder()));
        return place;
    }

    private TrainingFolder folder(TrainingPlace place, Recipe recipe, Data loaded) {
        if (place.kept().isPresent()) {
            return TrainingFolder.resumed(place.folder(), recipe, loaded);
        }
        return overwrite
                ? TrainingFolder.replacing(place.folder(), recipe, loaded)
                : TrainingFolder.fresh(place.folder(), recipe, loaded);
    }

    private void tellRate(Recipe recipe, int examples) {
        console.log(console.say("train.schedule", "words", RateWords.of(recipe, console.texts())));
        RateFall.of(recipe, examples)
                .ifPresent(fall -> console.log(console.say(
                        recipe.every() == Every.STEP ? "train.fall.step" : "train.fall",
                        "epoch",
                        fall.epoch(),
                        "epochs",
                        recipe.epochs(),
                        "last",
                        Figures.number(fall.last()))));
    }

    private TrainingFolder.Result measured(TrainingFolder folder, TrainingPlace place, TrainProgress progress) {
        try (NoiseLog log = new NoiseLog(place.folder())) {
            TrainingFolder.Result result = folder.run(log.and(progress), interruption.cancellation());
            console.log(NoiseWords.of(log.trail(), place.folder().resolve(NoiseLog.FILE), console.texts()));
            return result;
        }
    }

    private int exitCode(TrainingFolder.Result result, RunReadings readings, Recipe recipe, TrainingPlace place) {
        return switch (result.end().kind()) {
            case REACHED, STOPPED_EARLY, UNKNOWN -> 0;
            case STOPPED -> {
                console.log(console.say("word.interrupted.go_on", "command", resumption(place.folder())));
                yield Interruption.EXIT_CODE;
            }
            case DIVERGED -> {
                String detail = console.texts().retold(result.end().detail());
                OptionalDouble lower = RunFindings.lowerRate(readings, recipe.learningRate());
                console.log(
                        lower.isEmpty()
                                ? console.say("train.diverged.data", "detail", detail)
                                : console.say(
                                        "train.diverged",
                                        "detail",
                                        detail,
                                        "rate",
                                        Figures.number(lower.getAsDouble())));
                yield Failures.CORRECTABLE;
            }
            case OUT_OF_MEMORY -> {
                console.log(console.say(
                        "train.out_of_memory",
                        "detail",
                        console.texts().retold(result.end().detail()),
                        "batch",
                        Integer.toString(Math.max(1, recipe.batchSize() / 2))));
                yield Failures.CORRECTABLE;
            }
        };
    }

    private String resumption(Path folder) {
        return "joyul train --resume --out " + Shell.quoted(folder.toString())
                + changes.folder()
                        .map(data -> " --data-dir " + Shell.quoted(data.toString()))
                        .orElse("");
    }

    private Path toResume() {
        return out == null ? OutputFolders.lastTraining() : out;
    }

    private RecipeDraft draft() {
        if (resume && overwrite) {
            throw new InputException(
                    "--resume goes on with a run and --overwrite replaces it; leave one of the two out");
        }
        if (!resume || changes.subject != null) {
            return changes.draft();
        }
        Path kept = toResume().resolve(TrainingFolder.RECIPE);
        if (!Files.exists(kept)) {
            throw new InputException(
                    toResume() + " holds no run to go on with; leave --resume out, or give its folder by --out");
        }
        return changes.applied(RecipeDraft.read(kept));
    }
}
