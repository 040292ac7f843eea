package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.check.Counted;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.explain.Findings;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Sgd;
import joyul.rate.Schedules;
import joyul.recipe.Recipe;
import joyul.train.TrainingFolder;
import joyul.tune.Tuned;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The result of a tune, in words or as JSON. */
record TuneResult(Tuned tuned, Data data) {
    private static final Texts TEXTS = Texts.of(Language.EN);

    String text() {
        Recipe recipe = tuned.recipe();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: trial %d, %s; %s ended, %s%n%n",
                tuned.interrupted() ? "Best so far" : "Winner",
                tuned.trial(),
                confirmation(),
                Counted.of(tuned.finished(), "trial", "trials"),
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
        List<String> remarks = remarks();
        if (!remarks.isEmpty()) {
            text.append('\n');
            remarks.forEach(remark -> text.append(remark).append('\n'));
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
        return seeds == 0 ? "not confirmed" : "confirmed on " + Counted.of(seeds, "fresh seed", "fresh seeds");
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

    /** How sure the winner is: what the page's findings say of it too. */
    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (tuned.confirmed().size() > 1) {
            remarks.add(comparison(tuned.confirmed().get(1).told()));
        }
        Findings.ofFreshSeeds(
                        tuned.confirmed().stream().map(Tuned.Confirmed::told).toList())
                .forEach(finding -> remarks.add(finding.sentence(TEXTS)));
        Findings.ofExamples(data.validation().size()).forEach(finding -> remarks.add(finding.sentence(TEXTS)));
        return remarks;
    }

    private static String comparison(Confirmed second) {
        String name = "trial " + second.trial() + (second.standard() ? ", the default recipe," : "");
        if (second.diverged()) {
            return "Runner-up: none; " + name + " diverged on a fresh seed.";
        }
        boolean known = !Double.isNaN(second.behindError());
        return String.format(
                Locale.ROOT,
                "Runner-up: %s is %.4f ± %s worse in validation loss%s.",
                name,
                second.behind(),
                known ? Figures.loss(second.behindError()) : TEXTS.say("error.unknown"),
                known ? verdict(second) : "");
    }

    private static String verdict(Confirmed second) {
        if (!second.isClearlyBehind()) {
            return ": not distinguishable";
        }
        return second.onOneSeed() ? " on one seed: how much seeds differ is not known" : ": distinguishable";
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
        map.put(
                "candidates",
                tuned.confirmed().stream().map(each -> candidate(metric, each)).toList());
        map.put("remarks", remarks());
        map.put("files", files());
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private static Map<String, @Nullable Object> candidate(String metric, Tuned.Confirmed each) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("trial", each.trial());
        map.put("default", each.standard());
        map.put("seeds", each.seeds());
        map.put("epochs", each.epochs());
        map.put("loss", number(each.loss()));
        map.put(metric, number(each.metric()));
        map.put("behind", number(each.behind()));
        map.put("behind_error", number(each.behindError()));
        map.put("searched", number(each.searched()));
        map.put("searched_epochs", each.searchedEpochs());
        return map;
    }

    private static Map<String, @Nullable Object> scores(String metric, double loss, double value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("loss", number(loss));
        map.put(metric, number(value));
        return map;
    }

    /** JSON has no word for what is not a finite number. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
