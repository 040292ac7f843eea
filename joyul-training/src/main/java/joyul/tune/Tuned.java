package joyul.tune;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.file.AtomicFile;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.train.Predictor;

/**
 * What a tune found.
 *
 * @param recipe the winner's, with the seed of the weights handed over
 * @param trial the winner's number in the study
 * @param confirmed the candidates on fresh seeds, the winner first, those that diverged last; empty where nothing could
 *     be confirmed
 * @param validation the winner's mean over its fresh seeds, or of the search where nothing could be confirmed
 * @param test scores of the handed-over weights on the test examples, which were read once; empty where the user stopped
 *     the tune before
 * @param finished trials that ended with something to learn from: complete, pruned at a result, diverged or failed
 * @param interrupted whether the user stopped it
 * @param folder where everything was written
 * @param data it was tuned on
 */
public record Tuned(
        Recipe recipe,
        int trial,
        List<Confirmed> confirmed,
        Confirmed validation,
        Optional<Scores> test,
        int finished,
        double seconds,
        boolean interrupted,
        Path folder,
        Data data) {
    /** The report's name in the folder. */
    public static final String REPORT = "report.html";

    public Tuned {
        confirmed = List.copyOf(confirmed);
    }

    /**
     * The trained network, to predict with; the caller closes it.
     *
     * @throws joyul.check.InputException if the tune was stopped before it had weights to hand over
     */
    public Predictor model() {
        return Predictor.open(folder, data);
    }

    /** Writes the report to another place as well. */
    public void writeReport(Path html) {
        AtomicFile.write(html, out -> Files.copy(folder.resolve(REPORT), out));
    }
}
