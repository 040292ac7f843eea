package joyul.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.storage.Storages;
import joyul.storage.StudyOverview;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul studies}: which studies a storage holds, and how far they are. */
@Command(
        name = "studies",
        header = "List studies: their trials by state, and the best value.",
        footer = {
            "",
            "Examples:",
            "  joyul studies                              those below " + OutputFolders.TOP,
            "  joyul studies --storage sqlite:study.db    those of one file; Optuna's files are read too"
        })
final class StudiesCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--storage",
            paramLabel = "URL",
            description = "sqlite:PATH; else every joyul.db in the folders below " + OutputFolders.TOP + ".")
    @Nullable
    String storage;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    StudiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        Table table = new Table(
                console.say("studies.column.study"),
                console.say("studies.column.trials"),
                console.say("studies.column.complete"),
                console.say("studies.column.pruned"),
                console.say("studies.column.failed"),
                console.say("studies.column.running"),
                console.say("studies.column.waiting"),
                console.say("studies.column.best"),
                console.say("studies.column.storage"));
        List<String> closed = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        List<String> urls = storage == null ? found() : List.of(storage);
        for (String url : urls) {
            try {
                Storages.overviews(url).forEach(study -> {
                    row(table, study, url);
                    study.obstacle().ifPresent(why -> closed.add(line(study, why)));
                    study.damage().ifPresent(why -> damaged.add(line(study, why)));
                });
            } catch (InputException unreadable) {
                damaged.add(unreadable.line());
            }
        }
        if (urls.isEmpty()) {
            console.log(console.say("studies.none", "folder", OutputFolders.TOP));
            return 0;
        }
        if (table.rows() > 0) {
            console.print(console.speech().table(table));
        }
        closed.forEach(line -> console.tell(line + "\n"));
        damaged.forEach(line -> console.log("joyul: " + line));
        return damaged.isEmpty() ? 0 : Failures.CORRECTABLE;
    }

    private String line(StudyOverview study, String why) {
        return console.say("studies.closed", "study", Quote.name(study.name()), "why", why);
    }

    private static void row(Table table, StudyOverview study, String url) {
        table.row(
                Quote.name(study.name()),
                Integer.toString(study.trials()),
                count(study, TrialState.COMPLETE),
                count(study, TrialState.PRUNED),
                count(study, TrialState.FAIL),
                count(study, TrialState.RUNNING),
                count(study, TrialState.WAITING),
                study.best().map(Figures::number).orElse("-"),
                Quote.name(url));
    }

    private static String count(StudyOverview study, TrialState state) {
        return Integer.toString(study.states().getOrDefault(state, 0));
    }

    private static List<String> found() {
        List<String> urls = new ArrayList<>();
        if (!Files.isDirectory(Path.of(OutputFolders.TOP))) {
            return urls;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(OutputFolders.TOP))) {
            for (Path folder : folders) {
                Path file = folder.resolve("joyul.db");
                if (Files.isRegularFile(file)) {
                    urls.add("sqlite:" + file);
                }
            }
        } catch (IOException e) {
            throw new InputException("cannot read the folder " + OutputFolders.TOP + ": " + e.getMessage(), e);
        }
        urls.sort(null);
        return urls;
    }
}
