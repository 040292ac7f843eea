package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.probe.Rescale;
import joyul.probe.RuleRuns;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.recipe.Rescaled;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.transfer.RuleVerdict;
import joyul.transfer.TransferRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul rescale}: carries a recipe to another batch size. */
@Command(
        name = "rescale",
        header = "Carry a recipe to another batch size: learning rate, decay, averages and schedule follow by a rule.",
        description = {
            "",
            "Prints what changed and why, and writes the new recipe. The rule auto is linear for SGD and the square root"
                    + " for Adam; with --noise-scale it knows where those end. --test trains shortly at both batch sizes"
                    + " and says whether the rule holds before it is trusted; where it is broken, the best rate of the short"
                    + " runs is written.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul rescale recipe.yaml --batch 256",
            "  joyul rescale recipe.yaml --batch 256 --noise-scale 900 --out large.yaml",
            "  joyul rescale recipe.yaml --batch 512 --test",
            "  joyul rescale recipe.yaml --batch 1024 --rule measured"
        })
final class RescaleCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Option(names = "--batch", required = true, paramLabel = "N", description = "The new batch size.")
    int batch;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "auto, linear, square_root, noise_scale, none or measured (default: auto).")
    String rule = "auto";

    @Option(names = "--noise-scale", paramLabel = "X", description = "The gradient noise scale, in examples.")
    @Nullable
    Double noiseScale;

    @Option(
            names = "--keep-normalization-batch",
            description = "Normalise a larger batch in groups of the old size (ghost batch norm).")
    boolean keepNormalizationBatch;

    @Option(
            names = "--test",
            description = "Check the rule by short runs first; where they find a better rate than its, write that one.")
    boolean test;

    @Option(
            names = "--test-epochs",
            paramLabel = "N",
            description = "How long the short runs are (default: some 60 steps" + " of the larger batch).")
    @Nullable
    Integer testEpochs;

    @Option(names = "--seeds", paramLabel = "N", description = "Short runs of each rate (default: ${DEFAULT-VALUE}).")
    int seeds = 3;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The new recipe file (default: RECIPE-N.yaml beside the old one).")
    @Nullable
    Path out;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    RescaleCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        RecipeDraft draft = changes.draft();
        Data loaded = changes.load(draft);
        Recipe recipe = draft.complete(loaded);
        Path target = target();
        loaded.notes().forEach(console::note);
        Rescale rescale = new Rescale(recipe, loaded)
                .to(batch)
                .rule(rule)
                .seeds(seeds)
                .listener(Listener.of(RuleRuns.Ran.class, this::ran))
                .cancellation(interruption.cancellation());
        if (noiseScale != null) {
            rescale.noiseScale(noiseScale);
        }
        if (testEpochs != null) {
            rescale.epochs(testEpochs);
        }
        if (keepNormalizationBatch) {
            rescale.normalizationBatch(Rescaled.NormalizationBatch.KEPT);
        }
        if (!test && !rule.equals(TransferRule.MEASURED)) {
            return finish(rescale.run(), Optional.empty(), target);
        }
        Libtorch.start(console);
        return interruption.whileSaving(() -> trained(rescale, target));
    }

    private int trained(Rescale rescale, Path target) {
        try {
            if (!test) {
                return finish(rescale.run(), Optional.empty(), target);
            }
            RuleVerdict verdict = rescale.test();
            return finish(
                    rescale.run(verdict),
                    Optional.of(new TestedRule(verdict, rescale.run(), console.speech())),
                    target);
        } catch (Cancelled stopped) {
            console.log(console.say("word.interrupted.unwritten"));
            return Interruption.EXIT_CODE;
        }
    }

    private int finish(Rescaled rescaled, Optional<TestedRule> tested, Path target) {
        rescaled.recipe().write(target);
        RescaleResult result = new RescaleResult(rescaled, tested, target, console.speech());
        format.print(console, result::text, result::json);
        return 0;
    }

    private void ran(RuleRuns.Ran ran) {
        show(console, ran);
    }

    /** A live line for a run that has ended; a lasting one where the log is no terminal. */
    static void show(Console console, RuleRuns.Ran ran) {
        String line = console.say(
                "short_run",
                "batch",
                Integer.toString(ran.batch()),
                "rate",
                Figures.number(ran.rate()),
                "seed",
                Long.toString(ran.seed()),
                "end",
                Double.isFinite(ran.loss())
                        ? console.say("word.loss", "loss", Figures.loss(ran.loss()))
                        : console.say("word.diverged"));
        if (console.isTerminal()) {
            console.live(line);
        } else {
            console.log(line);
        }
    }

    /** Beside the old recipe, unless something else has that name already. */
    private Path target() {
        if (out != null) {
            return out;
        }
        Path old = changes.file().orElse(Path.of("recipe.yaml"));
        String name = String.valueOf(old.getFileName()).replaceFirst("(?i)\\.ya?ml$", "") + "-" + batch + ".yaml";
        Path target = old.resolveSibling(name);
        if (Files.exists(target)) {
            throw new InputException(target + " exists already; choose another file, or this one, by --out");
        }
        return target;
    }
}
