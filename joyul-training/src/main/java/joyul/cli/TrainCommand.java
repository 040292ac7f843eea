package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.DataSets;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.Folders;
import joyul.probe.NoiseLog;
import joyul.probe.NoiseWatch;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.train.RateFall;
import joyul.train.TrainingFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul train}: trains one recipe. */
@Command(
        name = "train",
        header = "Train a recipe: the default one, a file, or either with values of your own.",
        description = {
            "",
            "Writes recipe.yaml, metrics.jsonl, checkpoint.safetensors and weights.safetensors into the output folder."
                    + " A finished run there is replaced, an unfinished one is not. A run may be killed at any moment;"
                    + " --resume goes on and ends with the same weights to the bit.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul train",
            "  joyul train --set normalization=none --set learning_rate=0.05",
            "  joyul train recipe.yaml --out runs/7",
            "  joyul train --data digits --set epochs=3",
            "  joyul train --resume --out runs/7",
            "  joyul train --resume --out runs/7 --set epochs=12     (a finished run goes on for longer)",
            "  joyul train --set optimizer=schedule_free_adamw --set early_stopping=3"
        })
final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "A recipe file; else the default recipe.")
    @Nullable
    Path file;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Option(names = "--out", paramLabel = "DIR", description = "The output folder (default: ${DEFAULT-VALUE}).")
    Path out = OutputFolders.training();

    @Option(
            names = "--noise-scale",
            description = "Measure the gradient noise scale along the run (3 %% of its time) and write noise.csv.")
    boolean noiseScale;

    @Option(names = "--resume", description = "Go on with the run in the output folder.")
    boolean resume;

    @Option(names = "--lang", paramLabel = "LANG", description = "The language of findings: en or ko.")
    Language language = Language.EN;

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        RecipeDraft draft = changes.applied(draft());
        Data loaded = changes.load(draft);
        Recipe written = draft.complete(loaded);
        Folders.writable(out);
        if (noiseScale) {
            NoiseWatch.check(written, loaded);
        }
        loaded.notes().forEach(console::log);
        Libtorch.start(console);
        Recipe recipe = resume || draft.says("threads") ? written : LoneRun.fastest(written, loaded, console);
        tellRate(recipe, loaded.train().size());
        TrainingFolder folder =
                resume ? TrainingFolder.resumed(out, recipe, loaded) : TrainingFolder.fresh(out, recipe, loaded);
        return interruption.whileSaving(() -> {
            TrainProgress progress = new TrainProgress(
                    console, interruption, recipe, loaded.train().size());
            TrainingFolder.Result result = noiseScale ? measured(folder, progress) : folder.run(progress);
            TrainResult shown = new TrainResult(result, recipe, loaded, Texts.of(language));
            console.print(format == ResultFormat.JSON ? shown.json() : shown.text());
            return exitCode(result, recipe);
        });
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

    private TrainingFolder.Result measured(TrainingFolder folder, TrainProgress progress) {
        try (NoiseLog log = new NoiseLog(out, progress)) {
            TrainingFolder.Result result = folder.run(log);
            console.log(NoiseWords.of(log.trail()) + "; " + out.resolve(NoiseLog.FILE));
            return result;
        }
    }

    private int exitCode(TrainingFolder.Result result, Recipe recipe) {
        return switch (result.end().kind()) {
            case REACHED, STOPPED_EARLY -> 0;
            case STOPPED -> {
                console.log("interrupted; go on by: " + resumption());
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

    private String resumption() {
        return "joyul train --resume --out " + Shell.quoted(out.toString())
                + changes.folder()
                        .map(folder -> " --data-dir " + Shell.quoted(folder.toString()))
                        .orElse("");
    }

    private RecipeDraft draft() {
        if (file != null) {
            return read(file);
        }
        Path kept = out.resolve(TrainingFolder.RECIPE);
        if (resume && !Files.exists(kept)) {
            throw new InputException(
                    out + " holds no run to go on with; leave --resume out, or give its folder by --out");
        }
        return resume ? RecipeDraft.read(kept) : RecipeDraft.forData(DataSets.DEFAULT);
    }

    /** The recipe of a file; a data set's name in the file's place is a likely slip. */
    static RecipeDraft read(Path file) {
        String name = file.toString();
        if (!Files.exists(file)
                && DataSets.list().stream().anyMatch(set -> set.name().equals(name))) {
            throw new InputException("there is no recipe file " + name
                    + "; to train on the data set of that name: joyul" + " train --data " + name);
        }
        return RecipeDraft.read(file);
    }
}
