package joyul.cli;

import java.util.List;
import java.util.concurrent.Callable;
import joyul.data.Data;
import joyul.probe.CompareBatches;
import joyul.probe.RuleRuns;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.transfer.BatchComparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul compare-batches}: small and large batches at matched tuning. */
@Command(
        name = "compare-batches",
        header = "Compare batch sizes, each at its own best learning rate: loss, gap, gradient noise, sharpness.",
        description = {
            "",
            "Each size is tuned for its own learning rate, then trained on fresh seeds: once with equally many epochs,"
                    + " once with equally many steps. The first favours small batches, the second large ones.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul compare-batches",
            "  joyul compare-batches recipe.yaml --batches 16,64,256,1024 --epochs 8",
            "  joyul compare-batches --data digits --set network=mlp --lang ko"
        })
final class CompareBatchesCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Option(
            names = "--batches",
            split = ",",
            paramLabel = "N",
            description = "The sizes, with commas between (default: 32,512).")
    List<Integer> batches = List.of(32, 512);

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "Epochs of the epoch budget (default: ${DEFAULT-VALUE}); the step budget lies between what the"
                            + " smallest and the largest size make in them.")
    int epochs = 4;

    @Option(names = "--seeds", paramLabel = "N", description = "Fresh seeds for each size (default: ${DEFAULT-VALUE}).")
    int seeds = 3;

    @Option(names = "--jobs", paramLabel = "N", description = "Runs at once (default: one a processor).")
    @Nullable
    Integer jobs;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    CompareBatchesCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        RecipeDraft draft = changes.draft();
        Data loaded = changes.load(draft);
        Recipe recipe = draft.complete(loaded);
        CompareBatches comparison = new CompareBatches(recipe, loaded)
                .batches(batches.toArray(Integer[]::new))
                .epochs(epochs)
                .seeds(seeds)
                .listener(Listener.of(RuleRuns.Ran.class, this::ran))
                .cancellation(interruption.cancellation());
        if (jobs != null) {
            comparison.jobs(jobs);
        }
        loaded.notes().forEach(console::note);
        Libtorch.start(console);
        return interruption.whileSaving(() -> run(comparison, loaded));
    }

    private int run(CompareBatches comparison, Data loaded) {
        try {
            BatchComparison found = comparison.run();
            ComparedBatches shown = new ComparedBatches(found, loaded.isClassification(), console.speech());
            format.print(console, shown::text, shown::json);
            return 0;
        } catch (Cancelled stopped) {
            console.log(console.say("word.interrupted"));
            return Interruption.EXIT_CODE;
        }
    }

    private void ran(RuleRuns.Ran ran) {
        RescaleCommand.show(console, ran);
    }
}
