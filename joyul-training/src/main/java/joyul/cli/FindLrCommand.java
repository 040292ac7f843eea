package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import joyul.data.Data;
import joyul.firstrate.RateAdvice;
import joyul.probe.FirstRate;
import joyul.probe.ProbeStep;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.report.FirstRatePage;
import joyul.run.Cancelled;
import joyul.run.Event;
import joyul.run.Listener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul find-lr}: measures a recipe's first learning rate. */
@Command(
        name = "find-lr",
        header = "Find the first learning rate of a recipe: an interval, the rate to use, and why.",
        description = {
            "",
            "The best first rate belongs to the whole recipe: its network, batch size, optimizer, schedule and length. So"
                    + " the recipe as it stands is run many times in short, each time with its whole schedule squeezed"
                    + " into a few steps. One seed gives one answer, to the bit. Nothing is trained or changed but what"
                    + " --write names.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul find-lr",
            "  joyul find-lr recipe.yaml --write recipe.yaml",
            "  joyul find-lr --data digits --set optimizer=adamw --set epochs=20 --format json",
            "  joyul find-lr mine.csv --label price --budget 400 --format plot",
            "  joyul find-lr --out first-rate.html"
        })
final class FindLrCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Option(
            names = "--budget",
            paramLabel = "STEPS",
            description = "The most training steps that all of it may take; else 600, or an eighth of a long run.")
    @Nullable
    Long budget;

    @Option(names = "--alone", description = "Leave out what other libraries' rules would say.")
    boolean alone;

    @Option(names = "--format", description = "text, json or plot (default: text).")
    FoundFormat format = FoundFormat.TEXT;

    @Option(names = "--out", paramLabel = "FILE.html", description = "Write the answer as a page with its picture.")
    @Nullable
    Path out;

    @Option(names = "--write", paramLabel = "FILE.yaml", description = "Write the recipe with the recommended rate.")
    @Nullable
    Path write;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    FindLrCommand(Console console, Interruption interruption) {
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
        FirstRate probe = FirstRate.of(recipe, loaded)
                .compared(!alone)
                .listener(new Progress())
                .cancellation(interruption.cancellation());
        if (budget != null) {
            probe = probe.budget(budget);
        }
        loaded.notes().forEach(console::note);
        Libtorch.start(console);
        RateAdvice advice;
        try {
            advice = probe.run();
        } catch (Cancelled stopped) {
            console.log(console.say("lr.interrupted"));
            return Interruption.EXIT_CODE;
        }
        keep(advice, recipe);
        format.print(
                console,
                () -> new FirstRateText(advice, recipe, console.speech()).text(next(advice)),
                () -> advice.json(console.language()) + "\n",
                new FirstRatePlot(advice, console.speech())::text);
        return 0;
    }

    private void keep(RateAdvice advice, Recipe recipe) {
        if (write != null) {
            recipe.with(r -> r.learningRate(advice.recommended())).write(write);
            console.log(console.say("word.wrote", "file", write));
        }
        if (out != null) {
            Recipe found = recipe.with(r -> r.learningRate(advice.recommended()));
            FirstRatePage.write(advice, found.yaml(), console.language(), out);
            console.log(console.say("word.wrote", "file", out));
        }
    }

    private String next(RateAdvice advice) {
        List<String> words = new ArrayList<>(List.of("joyul", "train"));
        if (write != null) {
            words.add(write.toString());
            return Shell.command(words.toArray(String[]::new));
        }
        words.addAll(changes.words());
        words.addAll(List.of("--set", "learning_rate=" + advice.recommended()));
        return Shell.command(words.toArray(String[]::new));
    }

    /** A live line for each step; on a log that is no terminal, a line for each part. */
    private final class Progress implements Listener {
        private String said = "";

        @Override
        public void on(Event event) {
            if (event instanceof ProbeStep step) {
                step(step.doing(), step.step(), step.most());
            }
        }

        private void step(String doing, long step, long most) {
            if (console.isTerminal()) {
                console.live(() -> Stream.of("lr.step", "lr.step.short")
                        .map(key -> console.say(
                                key,
                                "bar",
                                Figures.bar((double) step / most),
                                "step",
                                step,
                                "most",
                                most,
                                "doing",
                                console.texts().retold(doing)))
                        .toList());
            } else if (!doing.equals(said)) {
                said = doing;
                console.note(doing);
            }
        }
    }
}
