package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import joyul.data.Data;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Sgd;
import joyul.rate.Schedules;
import joyul.recipe.Recipe;
import joyul.train.TrainingFolder;
import joyul.tune.Tuned;
import tools.jackson.databind.json.JsonMapper;

/** The result of a tune, in words or as JSON. */
record TuneResult(Tuned tuned, Data data) {
    /** Differences beyond this many standard errors are told from chance (95 %, two-sided, normal). */
    private static final double DISTINGUISHABLE = 1.96;

    String text() {
        Recipe recipe = tuned.recipe();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: trial %d, %s; %d trials ended, %s%n%n",
                tuned.interrupted() ? "Best so far" : "Winner",
                tuned.trial(),
                confirmation(),
                tuned.finished(),
                Figures.seconds(tuned.seconds())));
        line(
                text,
                "validation",
                metric(tuned.validation().metric(), data.validation().size()) + "  loss "
                        + Figures.loss(tuned.validation().loss()));
        tuned.test()
                .ifPresent(test -> line(
                        text,
                        "test",
                        metric(test.metric(), data.test().size()) + "  loss " + Figures.loss(test.loss())));
        line(text, "learning rate", Figures.number(recipe.learningRate()));
        line(text, "batch size", Integer.toString(recipe.batchSize()));
        line(text, "normalization", words(recipe.normalization(), recipe));
        line(text, "schedule", ScheduleWords.of(recipe.schedule()));
        line(text, "epochs", Integer.toString(recipe.epochs()));
        if (recipe.optimizer() instanceof Sgd sgd) {
            line(text, "momentum", Figures.number(sgd.momentum()));
            line(text, "weight decay", Figures.number(sgd.weightDecay()));
        }
        if (tuned.confirmed().size() > 1) {
            text.append('\n').append(comparison(tuned.confirmed().get(1))).append('\n');
        }
        text.append('\n');
        files().forEach((name, file) -> line(text, name, file));
        text.append("\nNext:\n");
        String folder = tuned.folder().toString();
        if (files().containsKey("weights")) {
            text.append("  ")
                    .append(Shell.command(
                            "joyul", "predict", folder, "--data", recipe.data().source()))
                    .append('\n');
        }
        text.append("  ")
                .append(Shell.command("joyul", "train", folder + "/" + TrainingFolder.RECIPE))
                .append('\n');
        return text.toString();
    }

    private String confirmation() {
        int seeds = tuned.validation().seeds().size();
        return seeds == 0 ? "not confirmed" : "confirmed on " + seeds + (seeds == 1 ? " fresh seed" : " fresh seeds");
    }

    private String metric(double value, int examples) {
        return Figures.metric(data.isClassification(), value, examples);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(Columns.padded(name, 15)).append(value).append('\n');
    }

    private static String words(Normalization normalization, Recipe recipe) {
        if (!recipe.network().hasPlaces() || normalization instanceof NoNormalization) {
            return "none";
        }
        return normalization instanceof GhostBatchNorm ghost
                ? "ghost batch norm over " + ghost.size() + " examples"
                : Normalizations.CATALOG.name(normalization).replace('_', ' ');
    }

    private static String comparison(Tuned.Confirmed second) {
        boolean differs = second.behind() > DISTINGUISHABLE * second.behindError();
        return String.format(
                Locale.ROOT,
                "Runner-up: trial %d is %.4f ± %.4f worse in validation loss: %s.",
                second.trial(),
                second.behind(),
                second.behindError(),
                differs ? "distinguishable" : "not distinguishable");
    }

    /** What was written, by name; only files that are there. */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        put(files, "report", "report.html");
        put(files, "recipe", TrainingFolder.RECIPE);
        put(files, "weights", TrainingFolder.WEIGHTS);
        put(files, "trials", "trials.csv");
        put(files, "study", "joyul.db");
        return files;
    }

    private void put(Map<String, String> files, String name, String file) {
        Path path = tuned.folder().resolve(file);
        if (Files.exists(path)) {
            files.put(name, path.toString());
        }
    }

    String json() {
        Recipe recipe = tuned.recipe();
        String metric = Figures.metricKey(data.isClassification());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", tuned.trial());
        map.put("finished", tuned.finished());
        map.put("interrupted", tuned.interrupted());
        map.put("seconds", tuned.seconds());
        map.put("confirmed_seeds", tuned.validation().seeds());
        map.put(
                "validation",
                scores(metric, tuned.validation().loss(), tuned.validation().metric()));
        tuned.test().ifPresent(test -> map.put("test", scores(metric, test.loss(), test.metric())));
        map.put("learning_rate", recipe.learningRate());
        map.put("batch_size", recipe.batchSize());
        map.put("normalization", words(recipe.normalization(), recipe));
        map.put("schedule", Schedules.toMap(recipe.schedule()));
        map.put("epochs", recipe.epochs());
        if (recipe.optimizer() instanceof Sgd sgd) {
            map.put("momentum", sgd.momentum());
            map.put("weight_decay", sgd.weightDecay());
        }
        map.put("candidates", tuned.confirmed());
        map.put("files", files());
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private static Map<String, Object> scores(String metric, double loss, double value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("loss", loss);
        map.put(metric, value);
        return map;
    }
}
