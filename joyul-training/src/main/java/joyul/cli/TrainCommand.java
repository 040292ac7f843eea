package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.explain.Texts;
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

    @Option(names = "--lang", paramLabel = "LANG", description = "The language of findings and page: en or ko.")
    Language language = Language.EN;

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        RecipeDraft draft = draft();
        Data loaded = changes.load(draft);
        Recipe written = draft.complete(loaded);
        TrainingPlace place = place(new TrainingPlace.Wanted(written, draft.says("threads"), loaded));
        Folders.writable(place.folder());
        if (noiseScale) {
            NoiseWatch.check(written, loaded);
        }
        loaded.notes().forEach(console::log);
        Libtorch.start(console);
        Recipe recipe = place.kept()
                .orElseGet(() -> draft.says("threads") ? written : LoneRun.fastest(written, loaded, console));
        tellRate(recipe, loaded.train().size());
        TrainingFolder folder = folder(place, recipe, loaded);
        return interruption.whileSaving(() -> {
            TrainProgress progress = new TrainProgress(
                    console, interruption, recipe, loaded.train().size());
            TrainingFolder.Result result = noiseScale ? measured(folder, place, progress) : folder.run(progress);
            TrainResult shown = new TrainResult(result, recipe, loaded, Texts.of(language));
            RunReport.of(Run.read(place.folder()), shown.findings(), language)
                    .write(place.folder().resolve(RunReport.FILE));
            console.print(format == ResultFormat.JSON ? shown.json() : shown.text());
            return exitCode(result, recipe, place);
        });
    }

    private TrainingPlace place(TrainingPlace.Wanted wanted) {
        if (resume) {
            return new TrainingPlace(toResume(), Optional.of(wanted.recipe()));
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
        console.log(place.folder()
                + (place.isFinished()
                        ? " holds this very run, finished; --overwrite trains it again"
                        : " holds this very run, unfinished, which goes on; --overwrite begins it again"));
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
        console.log("schedule: " + RateWords.of(recipe));
        RateFall.of(recipe, examples)
                .ifPresent(fall -> console.log("the rate falls below a millionth of its start in epoch " + fall.epoch()
                        + " of " + recipe.epochs() + " and ends at " + Figures.number(fall.last())
                        + "; from there on the weights hardly move"
                        + (recipe.every() == Every.STEP
                                ? ": the schedule steps every batch; --set every=epoch steps it once an epoch"
                                : "; a slower decay or fewer epochs waste less")));
    }

    private TrainingFolder.Result measured(TrainingFolder folder, TrainingPlace place, TrainProgress progress) {
        try (NoiseLog log = new NoiseLog(place.folder(), progress)) {
            TrainingFolder.Result result = folder.run(log);
            console.log(NoiseWords.of(log.trail()) + "; " + place.folder().resolve(NoiseLog.FILE));
            return result;
        }
    }

    private int exitCode(TrainingFolder.Result result, Recipe recipe, TrainingPlace place) {
        return switch (result.end().kind()) {
            case REACHED, STOPPED_EARLY -> 0;
            case STOPPED -> {
                console.log("interrupted; go on by: " + resumption(place.folder()));
                yield Interruption.EXIT_CODE;
            }
            case DIVERGED -> {
                console.log("joyul: the run diverged (" + result.end().detail() + "); try --set learning_rate="
                        + Figures.number(recipe.learningRate() / 3) + ", a warm-up, or --set clip_norm=1");
                yield Failures.CORRECTABLE;
            }
            case OUT_OF_MEMORY -> {
                console.log("joyul: out of memory: " + result.end().detail() + "; try --set batch_size="
                        + Math.max(1, recipe.batchSize() / 2));
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
