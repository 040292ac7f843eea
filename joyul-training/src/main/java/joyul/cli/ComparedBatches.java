package joyul.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.batch.BatchComparison;
import joyul.batch.ComparedBatch;
import joyul.batch.Spread;
import joyul.explain.Language;
import tools.jackson.databind.json.JsonMapper;

/** Batch sizes compared, in words or as JSON. */
record ComparedBatches(BatchComparison found, boolean classifies, Language language) {
    String text() {
        StringBuilder text = new StringBuilder();
        table(text, "epoch budget: " + epochs(found.byEpochs().get(0)) + " each", found.byEpochs());
        text.append('\n');
        table(text, "step budget: " + steps() + " each", found.bySteps());
        text.append('\n');
        found.sentences(language)
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    private String steps() {
        long steps = found.bySteps().get(0).steps();
        return Figures.count((double) steps) + (steps == 1 ? " step" : " steps");
    }

    private static String epochs(ComparedBatch result) {
        return Figures.number(result.epochs()) + (result.epochs() == 1 ? " epoch" : " epochs");
    }

    private void table(StringBuilder text, String title, List<ComparedBatch> results) {
        Table table = new Table(
                "batch",
                "steps",
                "epochs",
                "best rate",
                "train loss",
                "validation loss",
                "gap",
                classifies ? "validation accuracy" : "validation R²",
                "noise scale",
                "sharpness",
                "seconds");
        for (ComparedBatch result : results) {
            double metric = result.validationMetric().mean();
            table.row(
                    String.valueOf(result.batch()),
                    Figures.count((double) result.steps()),
                    Figures.number(result.epochs()),
                    Figures.number(result.learningRate()),
                    loss(result.trainLoss()),
                    loss(result.validationLoss()),
                    Figures.loss(result.gap().mean()),
                    classifies
                            ? String.format(Locale.ROOT, "%.1f %%", 100 * metric)
                            : String.format(Locale.ROOT, "%.3f", metric),
                    order(result.noiseScale()),
                    sharpness(result.sharpness()),
                    String.format(Locale.ROOT, "%.1f", result.seconds()));
        }
        text.append(title).append('\n').append(table.text());
    }

    private static String loss(Spread spread) {
        return Double.isNaN(spread.error())
                ? Figures.loss(spread.mean())
                : Figures.loss(spread.mean()) + " ± " + Figures.loss(spread.error());
    }

    private static String sharpness(Spread spread) {
        return spread.mean() > 0 ? order(spread) : "none above 0";
    }

    private static String order(Spread spread) {
        return Double.isFinite(spread.mean())
                ? Figures.number(Double.parseDouble(String.format(Locale.ROOT, "%.2g", spread.mean())))
                : "not resolved";
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("by_epochs", found.byEpochs().stream().map(this::row).toList());
        map.put("by_steps", found.bySteps().stream().map(this::row).toList());
        map.put("sentences", found.sentences(language));
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private Map<String, Object> row(ComparedBatch result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("batch", result.batch());
        row.put("epochs", result.epochs());
        row.put("steps", result.steps());
        row.put("learning_rate", result.learningRate());
        row.put("rates_tried", result.ratesTried());
        put(row, "train_loss", result.trainLoss());
        put(row, "validation_loss", result.validationLoss());
        put(row, "gap", result.gap());
        put(row, "train_" + Figures.metricKey(classifies), result.trainMetric());
        put(row, "validation_" + Figures.metricKey(classifies), result.validationMetric());
        put(row, "noise_scale", result.noiseScale());
        put(row, "sharpness", result.sharpness());
        row.put("seconds", result.seconds());
        return row;
    }

    /** JSON has neither infinities nor NaN: what is not known is left out. */
    private static void put(Map<String, Object> row, String key, Spread spread) {
        if (Double.isFinite(spread.mean())) {
            row.put(key, spread.mean());
        }
        if (Double.isFinite(spread.error())) {
            row.put(key + "_error", spread.error());
        }
    }
}
