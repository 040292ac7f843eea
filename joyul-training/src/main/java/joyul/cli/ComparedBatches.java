package joyul.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.transfer.BatchComparison;
import joyul.transfer.ComparedBatch;
import joyul.transfer.Spread;

/** Batch sizes compared, in words or as JSON. */
record ComparedBatches(BatchComparison found, boolean classifies, Speech speech) {
    String text() {
        StringBuilder text = new StringBuilder();
        table(
                text,
                speech.say("batches.epochs", "epochs", epochs(found.byEpochs().get(0))),
                found.byEpochs());
        text.append('\n');
        table(text, speech.say("batches.steps", "steps", found.bySteps().get(0).steps()), found.bySteps());
        text.append('\n');
        found.sentences(speech.texts().language())
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    private String epochs(ComparedBatch result) {
        return speech.say(
                result.epochs() == 1 ? "length.epoch" : "length.epochs", "count", Figures.number(result.epochs()));
    }

    private void table(StringBuilder text, String title, List<ComparedBatch> results) {
        Table table = new Table(
                speech.say("batches.column.batch"),
                speech.say("batches.column.steps"),
                speech.say("batches.column.epochs"),
                speech.say("batches.column.rate"),
                speech.say("batches.column.train"),
                speech.say("batches.column.validation"),
                speech.say("batches.column.gap"),
                speech.say(classifies ? "batches.column.accuracy" : "batches.column.r2"),
                speech.say("batches.column.noise"),
                speech.say("batches.column.sharpness"),
                speech.say("batches.column.seconds"));
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
        text.append(title).append('\n').append(speech.table(table));
    }

    private static String loss(Spread spread) {
        return Double.isNaN(spread.error())
                ? Figures.loss(spread.mean())
                : Figures.loss(spread.mean()) + " ± " + Figures.loss(spread.error());
    }

    private String sharpness(Spread spread) {
        return spread.mean() > 0 ? order(spread) : speech.say("batches.sharpness.none");
    }

    private String order(Spread spread) {
        return Double.isFinite(spread.mean())
                ? Figures.number(Double.parseDouble(String.format(Locale.ROOT, "%.2g", spread.mean())))
                : speech.say("batches.unresolved");
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("by_epochs", found.byEpochs().stream().map(this::row).toList());
        map.put("by_steps", found.bySteps().stream().map(this::row).toList());
        map.put("sentences", found.sentences(speech.texts().language()));
        return Json.line(map);
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

    /** The spread of one seed is not known. */
    private static void put(Map<String, Object> row, String key, Spread spread) {
        row.put(key, spread.mean());
        row.put(key + "_error", spread.error());
    }
}
