package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.data.Targets;
import joyul.file.AtomicFile;
import joyul.recipe.DataSource;
import joyul.recipe.RecipeDraft;
import joyul.train.Predictions;
import joyul.train.Predictor;
import joyul.train.TrainingFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul predict}: uses what was trained. */
@Command(
        name = "predict",
        header = "Predict with what a training or a tune left in a folder.",
        description = {
            "",
            "Prints CSV: row (from 0), prediction, and for classes the probability of each. The data it was trained on"
                    + " must still be there: they know the columns and the names of the classes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul predict joyul-out/train",
            "  joyul predict joyul-out/tune-houses --data new-houses.csv --out prices.csv"
        })
final class PredictCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The output folder of a training or a tune.")
    Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "What to predict: a CSV file (every row; it needs no label column), a folder of IDX files or"
                    + " a data set's name; else the data it was trained on.")
    @Nullable
    String data;

    @Option(
            names = "--split",
            paramLabel = "PART",
            description = "The part of the data: test, validation, train or all (default: test; all rows of a CSV"
                    + " file).")
    @Nullable
    Part part;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where named data sets lie; else $JOYUL_DATA.")
    @Nullable
    Path dataDir;

    @Option(
            names = "--adapt",
            description = "Normalise by the statistics of the data to predict instead of training's: for inputs from"
                    + " another domain (other light, other contrast). No labels are used.")
    boolean adapt;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the CSV there instead of printing it.")
    @Nullable
    Path out;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        OutputFile.spares(out, data);
        Path file = folder.resolve(TrainingFolder.RECIPE);
        if (!Files.exists(file)) {
            throw new InputException(folder + " holds no " + TrainingFolder.RECIPE
                    + "; give the output folder of joyul train or joyul tune");
        }
        RecipeDraft draft = RecipeDraft.read(file);
        DataSource source = draft.source();
        ToPredict wanted = ToPredict.of(source, dataDir, data, part);
        Libtorch.start(console);
        try (Predictor predictor = Predictor.open(folder, wanted.trainedOn())) {
            if (adapt) {
                predictor.adapt(wanted.inputs());
            }
            Predictions predictions = predictor.predict(wanted.inputs());
            write(PredictionsCsv.of(predictions));
            wanted.truth().ifPresent(truth -> score(predictions, truth, wanted.name()));
        }
        return 0;
    }

    private void write(String csv) {
        if (out == null) {
            console.print(csv);
        } else {
            AtomicFile.write(out, csv);
            console.line(console.say(
                    "predict.wrote", "file", out, "count", csv.lines().count() - 1));
        }
    }

    /** The score is a result, but must not stand among the lines of a CSV file. */
    private void score(Predictions predictions, Targets truth, String name) {
        String text = console.say(
                "predict.score",
                "metric",
                Figures.metric(console.texts(), predictions.classifies(), predictions.metric(truth), truth.size()),
                "name",
                name,
                "count",
                truth.size());
        if (out == null) {
            console.log(text);
        } else {
            console.line(text);
        }
    }
}
