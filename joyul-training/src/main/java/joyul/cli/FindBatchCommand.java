package joyul.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.data.Data;
import joyul.probe.FindBatch;
import joyul.probe.FoundBatch;
import joyul.probe.NoiseStep;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.report.BatchReport;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.study.Budget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul find-batch}: which batch size, and why. */
@Command(
        name = "find-batch",
        header = "Find a batch size: memory, throughput, gradient noise and data set, one recommendation.",
        description = {
            "",
            "Tries batch sizes in a child process (a size that the system kills for its memory costs nothing else), and"
                    + " trains the recipe once to measure the gradient noise scale. The largest batch that fits is"
                    + " reported, and is not the answer.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul find-batch",
            "  joyul find-batch recipe.yaml --budget 5m --out batch.html",
            "  joyul find-batch --data digits --memory 2g --format plot"
        })
final class FindBatchCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    RecipeChanges changes = new RecipeChanges();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "Such as 90s or 5m (default: 90s); half of it at most goes to trying sizes.")
    @Nullable
    String budget;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "What training may use, such as 4g or 512m (default: what is available).")
    @Nullable
    String memory;

    @Option(names = "--format", description = "text, json or plot (default: text).")
    FoundFormat format = FoundFormat.TEXT;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a page with all figures there.")
    @Nullable
    Path out;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    FindBatchCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        Duration time = budget == null ? FindBatch.BUDGET : time(budget);
        MemorySize limit = memory == null ? MemorySize.available() : MemorySize.parse(memory);
        OutputFile.spares(out, changes.subject, changes.data);
        RecipeDraft draft = changes.draft();
        Data loaded = changes.load(draft);
        Recipe recipe = draft.complete(loaded);
        FindBatch search = new FindBatch(recipe, loaded)
                .budget(time)
                .memory(limit)
                .listener(new Progress())
                .cancellation(interruption.cancellation());
        loaded.notes().forEach(console::note);
        Libtorch.start(console);
        return interruption.whileSaving(() -> run(search, loaded));
    }

    private static Duration time(String text) {
        return Budget.parse(text)
                .time()
                .orElseThrow(() -> new InputException(
                        "--budget must be a time such as 90s or 5m here, but was " + Quote.of(text)));
    }

    private int run(FindBatch search, Data loaded) {
        FoundBatch found;
        try {
            found = search.run();
        } catch (InputException failure) {
            if (interruption.requested()) {
                console.log(console.say("word.interrupted"));
                return Interruption.EXIT_CODE;
            }
            throw failure;
        }
        FoundBatchText shown = new FoundBatchText(found, console.speech());
        if (out != null) {
            page(found, loaded).write(out);
        }
        format.print(console, shown::text, new FoundBatchJson(found, console.language())::text, shown::plot);
        if (out != null) {
            console.log(console.say("size.page", "file", out));
        }
        return interruption.requested() ? Interruption.EXIT_CODE : 0;
    }

    private BatchReport page(FoundBatch found, Data loaded) {
        return BatchReport.of(
                found.ceilings(),
                found.recommendation(),
                loaded.name(),
                found.recipe().batchSize(),
                found.steps(),
                found.wholeSteps(),
                console.language());
    }

    /** A live line for the run that measures noise, and a lasting one for each size. */
    private final class Progress implements Listener {
        @Override
        public void on(Event event) {
            if (event instanceof NoiseStep noise) {
                step(noise.step(), noise.steps(), noise.samples());
            } else if (event instanceof TriedSize size) {
                tried(size);
            }
        }

        private void step(long step, long steps, int samples) {
            if (console.isTerminal()) {
                console.live(() -> Stream.of("size.noise", "size.noise.short")
                        .map(key -> console.say(
                                key,
                                "bar",
                                Figures.bar(step / (double) steps),
                                "step",
                                step,
                                "steps",
                                steps,
                                "samples",
                                samples))
                        .toList());
            }
        }

        private void tried(TriedSize size) {
            console.log(console.say(
                    "size.tried",
                    "batch",
                    Integer.toString(size.batch()),
                    "speed",
                    Figures.count(size.examplesPerSecond()),
                    "memory",
                    size.peakBytes() > 0 ? "  " + new MemorySize(size.peakBytes()) : ""));
        }
    }
}
