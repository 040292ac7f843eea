package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.explain.Findings;
import joyul.explain.Knob;
import joyul.explain.Language;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.optim.Sgd;
import joyul.rate.Schedules;
import joyul.recipe.Recipe;
import joyul.train.TrainingFolder;
import joyul.tune.Tuned;

/** The result of a tune, in words or as JSON. */
record TuneResult(Tuned tuned, Data data, Speech speech) {
    String text() {
        Recipe recipe = tuned.recipe();
        StringBuilder text = new StringBuilder();
        text.append(speech.say(
                        tuned.interrupted() ? "tuned.so_far" : "tuned.winner",
                        "trial",
                        tuned.trial(),
                        "confirmation",
                        confirmation(),
                        "ended",
                        tuned.finished(),
                        "time",
                        Figures.seconds(speech.texts(), tuned.seconds())))
                .append("\n\n");
        line(
                text,
                "word.validation",
                score(
                        tuned.validation().metric(),
                        data.validation().size(),
                        tuned.validation().loss()));
        tuned.test()
                .ifPresent(test ->
                        line(text, "word.test", score(test.metric(), data.test().size(), test.loss())));
        line(text, "knob.learning_rate", Figures.number(recipe.learningRate()));
        line(text, "knob.batch_size", Integer.toString(recipe.batchSize()));
        line(text, "knob.normalization", words(recipe.normalization(), recipe, speech));
        line(text, "knob.schedule", ScheduleWords.of(recipe.schedule()));
        line(text, "tuned.epochs", Integer.toString(recipe.epochs()));
        Optimizer optimizer = recipe.optimizer();
        if (!(optimizer instanceof Sgd)) {
            line(
                    text,
                    "knob.optimizer",
                    new Knob("optimizer").label(Optimizers.CATALOG.name(optimizer), speech.texts()));
        }
        line(text, "knob.momentum", Figures.number(optimizer.momentum()));
        line(text, "knob.weight_decay", Figures.number(optimizer.weightDecay()));
        if (!recipe.augmentation().isNone()) {
            line(text, "knob.augmentation", recipe.augmentation().text());
        }
        List<String> remarks = remarks();
        if (!remarks.isEmpty()) {
            text.append('\n');
            remarks.forEach(remark -> text.append(remark).append('\n'));
        }
        text.append('\n');
        files().forEach((name, file) -> line(text, "word." + name, file));
        text.append('\n').append(speech.say("word.next.list")).append('\n');
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
        return seeds == 0 ? speech.say("tuned.unconfirmed") : speech.say("tuned.confirmed", "seeds", seeds);
    }

    private String score(double metric, int examples, double loss) {
        return Figures.metric(speech.texts(), data.isClassification(), metric, examples) + "  "
                + speech.say("word.loss", "loss", Figures.loss(loss));
    }

    private void line(StringBuilder text, String name, String value) {
        text.append("  ")
                .append(Columns.padded(speech.say(name), 15))
                .append(value)
                .append('\n');
    }

    private static String words(Normalization normalization, Recipe recipe, Speech speech) {
        if (!recipe.network().hasPlaces() || normalization instanceof NoNormalization) {
            return speech.say("word.none");
        }
        String name = Normalizations.CATALOG.name(normalization);
        String key = "choice.normalization." + name;
        return normalization instanceof GhostBatchNorm ghost
                ? speech.say("tuned.ghost", "size", ghost.size())
                : speech.texts().has(key) ? speech.say(key) : name.replace('_', ' ');
    }

    /** How sure the winner is: what the page's findings say of it too. */
    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (tuned.confirmed().size() > 1) {
            remarks.add(comparison(tuned.confirmed().get(1)));
        }
        Findings.ofFreshSeeds(tuned.confirmed()).forEach(finding -> remarks.add(finding.sentence(speech.texts())));
        Findings.ofExamples(data.validation().size()).forEach(finding -> remarks.add(finding.sentence(speech.texts())));
        return remarks;
    }

    private String comparison(Confirmed second) {
        String name = speech.say(second.standard() ? "tuned.trial.default" : "tuned.trial", "trial", second.trial());
        if (second.diverged()) {
            return speech.say("tuned.runner_up.none", "trial", name);
        }
        boolean known = !Double.isNaN(second.behindError());
        return speech.say(
                "tuned.runner_up",
                "trial",
                name,
                "behind",
                Figures.loss(second.behind()),
                "error",
                known ? Figures.loss(second.behindError()) : speech.say("error.unknown"),
                "verdict",
                speech.say("tuned.verdict." + (known ? verdict(second) : "unknown")));
    }

    private static String verdict(Confirmed second) {
        return !second.isClearlyBehind() ? "open" : second.onOneSeed() ? "once" : "clear";
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
        map.put("normalization", words(recipe.normalization(), recipe, Speech.in(Language.EN)));
        map.put("schedule", Schedules.toMap(recipe.schedule()));
        map.put("epochs", recipe.epochs());
        map.put("optimizer", Optimizers.CATALOG.name(recipe.optimizer()));
        map.put("momentum", recipe.optimizer().momentum());
        map.put("weight_decay", recipe.optimizer().weightDecay());
        map.put("augmentation", recipe.augmentation().text());
        map.put(
                "candidates",
                tuned.confirmed().stream().map(each -> candidate(metric, each)).toList());
        map.put("remarks", remarks());
        map.put("files", files());
        return Json.line(map);
    }

    /** As the study keeps it, with the metric by its own name. */
    private static Map<String, Object> candidate(String metric, Confirmed each) {
        Map<String, Object> map = new LinkedHashMap<>();
        each.written().forEach((key, value) -> map.put(key.equals("metric") ? metric : key, value));
        return map;
    }

    private static Map<String, Object> scores(String metric, double loss, double value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("loss", loss);
        map.put(metric, value);
        return map;
    }
}
