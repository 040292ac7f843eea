package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import joyul.data.Data;
import joyul.explain.Diagnosis;
import joyul.probe.Diagnose;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.report.DiagnosisReport;
import joyul.run.Ending;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul diagnose}: trains a recipe and reads its layers on the way. */
@Command(
        name = "diagnose",
        header = "Train a recipe and say whether its layers are healthy.",
        description = {
            "",
            "Reads, in some of the steps, each layer's gradient delta = dL/dz, activations, saturated and dead units and"
                    + " the size of steps, and compares the moving averages of batch norm with precise statistics."
                    + " Nothing is kept but what --out asks for.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul diagnose --steps 200",
            "  joyul diagnose --set network='{type: mlp, depth: 10, activation: sigmoid}' --set normalization=none",
            "  joyul diagnose recipe.yaml --out diagnosis.html",
            "  joyul diagnose recipe.yaml --format json"
        })
final class DiagnoseCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Option(names = "--steps", paramLabel = "N", description = "Stop after so many steps (default: the whole run).")
    @Nullable
    Long steps;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Read one step in so many (default: a hundred in all, at most one in 25).")
    @Nullable
    Long every;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a page with figures there, such as report.html.")
    @Nullable
    Path out;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    DiagnoseCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        OutputFile.spares(out, changes.subject, changes.data);
        RecipeDraft draft = changes.draft();
        Data loaded = changes.load(draft);
        Recipe recipe = draft.complete(loaded);
        Diagnose diagnose = new Diagnose(recipe, loaded);
        if (steps != null) {
            diagnose.steps(steps);
        }
        if (every != null) {
            diagnose.every(every);
        }
        loaded.notes().forEach(console::note);
        Libtorch.start(console);
        diagnose.listener(new TrainProgress(console, recipe, loaded.train().size()))
                .cancellation(interruption.cancellation());
        return interruption.whileSaving(() -> show(diagnose.run()));
    }

    private int show(Diagnosis diagnosis) {
        String detail = String.valueOf(diagnosis.facts().get("detail"));
        if (!detail.isEmpty()) {
            console.log(console.say("train.early", "detail", console.texts().retold(detail)));
        }
        if (out != null) {
            DiagnosisReport.of(diagnosis, console.language()).write(out);
        }
        DiagnosisText text = new DiagnosisText(diagnosis, console.speech());
        format.print(console, text::text, text::json);
        if (out != null && format == ResultFormat.TEXT && Files.exists(out)) {
            console.line("\n" + console.say("word.page") + "  " + out);
        }
        boolean interrupted = interruption.requested()
                && Ending.STOPPED.text().equals(diagnosis.facts().get("end"));
        return interrupted ? Interruption.EXIT_CODE : 0;
    }
}
