package joyul.cli;

import java.util.List;
import joyul.train.Predictions;

/** Predictions as CSV: row, prediction, and the probability of each class. */
final class PredictionsCsv {
    private PredictionsCsv() {}

    static String of(Predictions predictions) {
        List<String> classes = predictions.classes();
        StringBuilder text = new StringBuilder("row,prediction");
        classes.forEach(name -> text.append(',').append(cell("p(" + name + ")")));
        text.append('\n');
        for (int row = 0; row < predictions.size(); row++) {
            text.append(row).append(',');
            if (predictions.classifies()) {
                text.append(cell(classes.get(predictions.label(row))));
                for (float probability : predictions.outputs()[row]) {
                    text.append(',').append(probability);
                }
            } else {
                text.append(predictions.value(row));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
