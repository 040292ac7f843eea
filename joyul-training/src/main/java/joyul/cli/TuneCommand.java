package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Findings;
import joyul.explain.Language;
import joyul.recipe.DataSource;
import joyul.study.Budget;
import joyul.tune.Tune;
import joyul.tune.Tuned;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul tune}: searches the knobs together under a budget. */
@Command(
        name = "tune",
        header = "Search learning rate, batch size, normalization and schedule together, under a budget.",
        description = {
            "",
            "Ends with the budget, prints the winner, and leaves its recipe and weights, a table of all trials and the"
                    + " study in the output folder. Ctrl-C saves what there is; --resume goes on.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul tune",
            "  joyul tune digits --budget 30s",
            "  joyul tune houses.csv --label price --budget '10m or 200 trials'",
            "  joyul tune --fix batch=64 --fix normalization=none --range lr=0.01..1"
        })
final class TuneCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    DataArgument argument = new DataArgument();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "mlp, cnn-small, cnn-medium, cnn or resnet-small; else what suits the data.")
    @Nullable
    String network;

    @Option(
            names = "--budget",
            paramLabel = "BUDGET",
            description = "Such as 150s, 3m, '50 trials' or '10m or 200 trials' (default: 150s).")
    @Nullable
    String budget;

    @Option(names = "--out", paramLabel = "DIR", description = "The output folder (default: joyul-out/tune-DATA).")
    @Nullable
    Path out;

    @Option(
            names = "--storage",
            paramLabel = "URL",
            description = "Where the study is kept: sqlite:PATH (default: joyul.db in the output folder).")
    @Nullable
    String storage;

    @Option(
            names = "--resume",
            description =
                    "Go on with the tune in the output folder, under a new budget; nothing else need be repeated.")
    boolean resume;

    @Option(names = "--jobs", paramLabel = "N", description = "Trials at once (default: one a processor).")
    @Nullable
    Integer jobs;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is random (default: 1).")
    @Nullable
    Long seed;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(
            names = "--ceilings",
            negatable = true,
            description =
                    "Measure first which batch sizes are worth trying, in a tenth of the time; --no-ceilings goes by"
                            + " the number of examples (default: measured from a budget of 10m on).")
    @Nullable
    Boolean ceilings;

    @Mixin
    DataChoice choice = new DataChoice();

    @Option(names = "--fix", paramLabel = "KEY=VALUE", description = "Hold a knob at a value; may be repeated.")
    List<String> fixed = new ArrayList<>();

    @Option(names = "--range", paramLabel = "KEY=LOW..HIGH", description = "Search a knob there; may be repeated.")
    List<String> ranges = new ArrayList<>();

    @Option(
            names = "--search",
            paramLabel = "KEY",
            split = ",",
            description = "Search a knob that is not always worth it too: ${COMPLETION-CANDIDATES}; may be repeated.",
            completionCandidates = OccasionalKnobs.class)
    List<String> searched = new ArrayList<>();

    @Option(names = "--format", description = "text, or json for programs (default: text).")
    ResultFormat format = ResultFormat.TEXT;

    TuneCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Language spoken = language.spokenBy(console);
        Budget limit = budget == null ? Tune.BUDGET : Budget.parse(budget);
        Path folder = out == null ? Tune.folderOf(argument.named()) : OutputFolders.withoutTraining(out);
        DataSource source = source(folder);
        Data loaded = source.load(choice.folder());
        Tune tune = new Tune(loaded)
                .source(source)
                .budget(limit)
                .resume(resume)
                .language(spoken)
                .folder(folder)
                .listener(new TuneProgress(console, limit, loaded.isClassification()))
                .cancellation(interruption.cancellation());
        if (seed != null) {
            tune.seed(seed);
        }
        if (network != null) {
            tune.network(network);
        }
        if (storage != null) {
            tune.storage(storage);
        }
        if (jobs != null) {
            tune.jobs(jobs);
        }
        if (ceilings != null) {
            tune.measureCeilings(ceilings);
        }
        fixed.forEach(text -> Assignment.fix(tune, text));
        ranges.forEach(text -> Assignment.range(tune, text));
        searched.forEach(tune::search);
        loaded.notes().forEach(console::note);
        Findings.ofExamples(loaded.validation().size())
                .forEach(finding ->
                        console.log(console.say("tuning.warning", "finding", finding.sentence(console.texts()))));
        Libtorch.start(console);
        return interruption.whileSaving(() -> run(tune, loaded));
    }

    /** The data that were named, else those of the tune that goes on, else the default. */
    private DataSource source(Path folder) {
        if (argument.given().isPresent() || !resume) {
            return choice.source(argument.named());
        }
        return choice.over(Tune.dataOf(storage == null ? "sqlite:" + folder.resolve("joyul.db") : storage));
    }

    private int run(Tune tune, Data loaded) {
        try {
            Tuned tuned = tune.run();
            TuneResult result = new TuneResult(tuned, loaded, console.speech());
            format.print(console, result::text, result::json);
            return tuned.interrupted() ? interrupted() : 0;
        } catch (InputException failure) {
            // Stopped before any trial reached its first rung, a tune has no winner to tell of.
            if (interruption.requested()) {
                console.log(OptionWords.in(failure.line()));
                return interrupted();
            }
            throw failure;
        }
    }

    private int interrupted() {
        console.log(console.say("word.interrupted.go_on", "command", resumption()));
        return Interruption.EXIT_CODE;
    }

    /** What a tune was begun with it knows; the rest is as it was said this time. */
    private String resumption() {
        List<String> words = new ArrayList<>(List.of("joyul", "tune"));
        if (out == null) {
            argument.given().ifPresent(words::add);
        }
        words.add("--resume");
        with(words, "--out", out);
        with(words, "--storage", storage);
        with(words, "--data-dir", choice.dataDir);
        with(words, "--budget", budget);
        with(words, "--jobs", jobs);
        if (language.asked != null) {
            with(words, "--lang", language.asked.code());
        }
        return Shell.command(words.toArray(String[]::new));
    }

    private static void with(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(option, value.toString()));
        }
    }
}
