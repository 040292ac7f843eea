package joyul.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    StudiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Table table =
                new Table("study", "trials", "complete", "pruned", "failed", "running", "waiting", "best", "storage");
        List<String> urls = storage == null ? found() : List.of(existing(storage));
        for (String url : urls) {
            try (Storage opened = Storages.open(url)) {
                opened.studyNames().forEach(name -> row(table, opened, name, url));
            }
        }
        if (urls.isEmpty()) {
            console.log("no studies below " + OutputFolders.TOP + "; make one by: joyul tune");
            return 0;
        }
        console.print(table.text());
        return 0;
    }

    private static void row(Table table, Storage storage, String name, String url) {
        long study = storage.findStudy(name).orElseThrow();
        List<Trial> trials = storage.trials(study);
        Map<TrialState, Long> states =
                trials.stream().collect(Collectors.groupingBy(Trial::state, Collectors.counting()));
        table.row(
                name,
                Integer.toString(trials.size()),
                count(states, TrialState.COMPLETE),
                count(states, TrialState.PRUNED),
                count(states, TrialState.FAIL),
                count(states, TrialState.RUNNING),
                count(states, TrialState.WAITING),
                best(trials, storage.direction(study)).map(Figures::number).orElse("-"),
                url);
    }

    private static String count(Map<TrialState, Long> states, TrialState state) {
        return Long.toString(states.getOrDefault(state, 0L));
    }

    private static Optional<Double> best(List<Trial> trials, Direction direction) {
        return trials.stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .flatMap(trial -> Optional.ofNullable(trial.value()).stream())
                .min(Comparator.comparingDouble(direction::loss));
    }

    /** Looking must not make a file: opening a storage that is missing would. */
    private static String existing(String url) {
        String path = url.replaceFirst("^sqlite:(///)?", "");
        if (url.startsWith("sqlite:") && !Files.exists(Path.of(path))) {
            throw new InputException("there is no file " + path + "; check the path behind --storage sqlite:");
        }
        return url;
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
