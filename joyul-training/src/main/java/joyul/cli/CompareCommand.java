package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.file.Folders;
import joyul.report.ComparisonReport;
import joyul.report.Run;
import joyul.report.RunComparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul compare}: trained runs beside each other. */
@Command(
        name = "compare",
        header = "Compare trained runs: their recipes, their curves, and whether one is better.",
        description = {
            "",
            "Takes the output folders of joyul train (or of joyul tune, for its winner). Says which keys of their recipes"
                    + " differ, sets their final figures side by side, and tells a difference from chance only where both"
                    + " kept the loss of each of the same validation examples. Nothing is trained.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul compare joyul-out/train joyul-out/plain",
            "  joyul compare runs/1 runs/2 runs/3 --out three.html"
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "The output folder of a run.")
    List<Path> folders = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            description = "Where the page goes (default: " + OutputFolders.TOP + "/compare.html).")
    @Nullable
    Path out;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        List<Run> runs = folders.stream().map(Run::read).toList();
        boolean alike = runs.stream().map(Run::name).distinct().count() < runs.size();
        List<Run> named = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            named.add(alike ? runs.get(i).named(folders.get(i).normalize().toString()) : runs.get(i));
        }
        RunComparison comparison = RunComparison.of(named, console.language());
        Path page = out == null ? Folders.writable(Path.of(OutputFolders.TOP)).resolve("compare.html") : out;
        ComparisonReport.of(comparison).write(page);
        console.tell(text(comparison, console.speech()));
        console.line("\n" + console.say("word.report") + "  " + page);
        return 0;
    }

    private static String text(RunComparison comparison, Speech speech) {
        StringBuilder text = new StringBuilder(comparison.verdict()).append("\n\n");
        text.append(table(comparison.figures(), speech)).append('\n');
        if (comparison.differences().size() > 1) {
            text.append(table(comparison.differences(), speech)).append('\n');
        }
        comparison
                .sentences()
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    private static String table(List<List<String>> rows, Speech speech) {
        Table table = new Table(rows.get(0).toArray(String[]::new));
        rows.stream().skip(1).forEach(row -> table.row(row.toArray(String[]::new)));
        return speech.table(table);
    }
}
