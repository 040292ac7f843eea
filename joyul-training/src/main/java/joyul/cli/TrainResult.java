package joyul.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;
import joyul.explain.Finding;
import joyul.explain.NormalizationFindings;
import joyul.explain.Texts;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.report.RunReport;
import joyul.train.TrainingEvent;
import joyul.train.TrainingFolder;
import tools.jackson.databind.json.JsonMapper;

/** The result of a training run, in words or as JSON. */
record TrainResult(TrainingFolder.Result result, Recipe recipe, Data data, Texts texts) {
    String text() {
        StringBuilder text = new StringBuilder();
        result.validation().ifPresent(scores -> score(text, "validation", scores));
        result.test().ifPresent(scores -> score(text, "test", scores));
        long repairs = result.events().stream().filter(TrainingEvent::isRepair).count();
        if (repairs > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "guard       stepped in %d times; rate multiplied by %s at the end%n",
                    repairs,
                    factor()));
        }
        for (Finding finding : findings()) {
            text.append(FindingWords.text(finding, texts));
        }
        text.append("report      ")
                .append(result.folder().resolve(RunReport.FILE))
                .append('\n');
        if (result.end().reached()) {
            String folder = result.folder().toString();
            text.append("weights     ")
                    .append(result.folder().resolve(TrainingFolder.WEIGHTS))
                    .append('\n');
            text.append("metrics     ")
                    .append(result.folder().resolve(TrainingFolder.METRICS))
                    .append('\n');
            text.append("\nNext: ")
                    .append(Shell.command("joyul", "predict", folder))
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
        text.append(String.format(
                Locale.ROOT,
                "%-11s %s  loss %s%n",
                part,
                Figures.metric(data.isClassification(), scores.metric(), scores.losses().length),
                Figures.loss(scores.loss())));
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
                            .map(finding -> FindingWords.map(finding, texts))
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
        return new JsonMapper().writeValueAsString(map) + "\n";
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
