package joyul.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;
import joyul.explain.Finding;
import joyul.explain.NormalizationFindings;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.report.RunReport;
import joyul.train.TrainingEvent;
import joyul.train.TrainingFolder;

/** The result of a training run, in words or as JSON. */
record TrainResult(TrainingFolder.Result result, Recipe recipe, Data data, Speech speech) {
    /** Fewer examples than this tell little of a score, whatever it is. */
    private static final int FEW = 30;

    String text() {
        StringBuilder text = new StringBuilder();
        result.validation().ifPresent(scores -> score(text, "word.validation", scores));
        result.test().ifPresent(scores -> score(text, "word.test", scores));
        result.validation()
                .map(scores -> scores.losses().length)
                .filter(count -> count < FEW)
                .ifPresent(count ->
                        text.append(speech.say("train.few", "count", count)).append('\n'));
        long repairs = result.events().stream().filter(TrainingEvent::isRepair).count();
        if (repairs > 0) {
            line(text, "word.guard", speech.say("train.guard", "count", repairs, "factor", factor()));
        }
        for (Finding finding : findings()) {
            text.append(FindingWords.text(finding, speech.texts()));
        }
        line(text, "word.report", result.folder().resolve(RunReport.FILE));
        if (result.end().reached()) {
            String folder = result.folder().toString();
            line(text, "word.weights", result.folder().resolve(TrainingFolder.WEIGHTS));
            line(text, "word.metrics", result.folder().resolve(TrainingFolder.METRICS));
            text.append('\n')
                    .append(speech.say("word.next", "command", Shell.command("joyul", "predict", folder)))
                    .append('\n');
        }
        return text.toString();
    }

    /** What the statistics of its normalizations say. */
    List<Finding> findings() {
        return NormalizationFindings.of(recipe.normalizedTogether(Recipe.shape(data)), result.averages());
    }

    private String factor() {
        return Figures.number(result.events().get(result.events().size() - 1).rateFactor());
    }

    private void score(StringBuilder text, String part, Scores scores) {
        String metric =
                Figures.metric(speech.texts(), data.isClassification(), scores.metric(), scores.losses().length);
        line(text, part, metric + "  " + speech.say("word.loss", "loss", Figures.loss(scores.loss())));
    }

    private void line(StringBuilder text, String name, Object value) {
        text.append(Columns.padded(speech.say(name), 12)).append(value).append('\n');
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("end", result.end().kind().name().toLowerCase(Locale.ROOT));
        map.put("step", result.end().step());
        if (!result.end().detail().isEmpty()) {
            map.put("detail", result.end().detail());
        }
        if (!result.events().isEmpty()) {
            map.put("events", result.events().stream().map(TrainResult::event).toList());
        }
        if (!findings().isEmpty()) {
            map.put(
                    "findings",
                    findings().stream()
                            .map(finding -> FindingWords.map(finding, speech.texts()))
                            .toList());
        }
        put(map, "validation", result.validation());
        put(map, "test", result.test());
        map.put("folder", result.folder().toString());
        map.put("report", result.folder().resolve(RunReport.FILE).toString());
        if (result.end().reached()) {
            map.put("recipe", result.folder().resolve(TrainingFolder.RECIPE).toString());
            map.put("weights", result.folder().resolve(TrainingFolder.WEIGHTS).toString());
        }
        return Json.line(map);
    }

    private static Map<String, Object> event(TrainingEvent event) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("event", event.kind().text());
        map.put("step", event.step());
        map.put("back_to", event.backTo());
        map.put("rate_factor", event.rateFactor());
        return map;
    }

    private void put(Map<String, Object> map, String part, Optional<Scores> scores) {
        scores.ifPresent(known -> map.put(
                part,
                Map.of("loss", known.loss(), Figures.metricKey(recipe.loss().classifies()), known.metric())));
    }
}
