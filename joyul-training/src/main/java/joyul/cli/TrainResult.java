package joyul.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.train.TrainingFolder;
import tools.jackson.databind.json.JsonMapper;

/** The result of a training run, in words or as JSON. */
record TrainResult(TrainingFolder.Result result, Recipe recipe, Data data) {
    String text() {
        StringBuilder text = new StringBuilder();
        result.validation().ifPresent(scores -> score(text, "validation", scores));
        result.test().ifPresent(scores -> score(text, "test", scores));
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
        put(map, "validation", result.validation());
        put(map, "test", result.test());
        map.put("folder", result.folder().toString());
        if (result.end().reached()) {
            map.put("recipe", result.folder().resolve(TrainingFolder.RECIPE).toString());
            map.put("weights", result.folder().resolve(TrainingFolder.WEIGHTS).toString());
        }
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private void put(Map<String, Object> map, String part, Optional<Scores> scores) {
        scores.ifPresent(known -> map.put(
                part,
                Map.of("loss", known.loss(), Figures.metricKey(recipe.loss().classifies()), known.metric())));
    }
}
