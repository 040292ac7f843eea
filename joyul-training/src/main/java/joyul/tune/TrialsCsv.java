package joyul.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import joyul.explain.Confirmed;
import joyul.explain.Effective;
import joyul.file.AtomicFile;
import joyul.study.Outcome;
import joyul.study.Study;
import joyul.study.Trial;
import org.jspecify.annotations.Nullable;

/** All trials of a study as a CSV file: one row a trial, one column a parameter. */
final class TrialsCsv {
    private static final List<String> NOTED = List.of(
            SearchLoop.BATCH_SIZE, SearchLoop.NORMALIZATION_BATCH, SearchLoop.METRIC, SearchLoop.SECONDS, Study.REASON);

    private TrialsCsv() {}

    /**
     * Writes the file.
     *
     * @param confirmed the trials that were trained again, with what came of it
     */
    static void write(Study study, List<Confirmed> confirmed, Path file) {
        List<Trial> trials = study.trials().stream().map(Effective::of).toList();
        Set<String> parameters = new LinkedHashSet<>();
        trials.forEach(trial -> parameters.addAll(trial.point().names()));
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("trial", "outcome", "epochs", "validation_loss"));
        header.addAll(parameters);
        NOTED.forEach(name -> header.add(name.replace("joyul:", "")));
        header.addAll(List.of("fresh_seeds", "fresh_epochs", "fresh_loss"));
        lines.add(String.join(",", header));
        trials.forEach(trial -> lines.add(row(trial, parameters, confirmed)));
        AtomicFile.write(file, String.join("\n", lines) + "\n");
    }

    private static String row(Trial trial, Set<String> parameters, List<Confirmed> confirmed) {
        Outcome outcome = trial.outcome();
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(trial.number());
        cells.add(outcome == null ? "running" : outcome.text());
        cells.add(last == null ? null : last.getKey());
        cells.add(last == null ? null : last.getValue());
        parameters.forEach(name -> cells.add(trial.point().asMap().get(name)));
        NOTED.forEach(name -> cells.add(trial.attributes().get(name)));
        Optional<Confirmed> again = confirmed.stream()
                .filter(each -> each.trial() == trial.number())
                .findFirst();
        cells.add(again.map(each -> (Object) each.seeds().size()).orElse(null));
        cells.add(again.map(each -> (Object) each.epochs()).orElse(null));
        cells.add(again.map(each -> (Object) each.loss()).orElse(null));
        return cells.stream().map(TrialsCsv::cell).collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
