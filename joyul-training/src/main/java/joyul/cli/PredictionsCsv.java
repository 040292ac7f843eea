package joyul.cli;

import java.math.BigDecimal;
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
                for (double probability : predictions.outputs()[row]) {
                    text.append(',').append((float) probability);
                }
            } else {
                text.append(number(predictions.value(row)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** With the digits that it has: 1700000000.359 in double precision, 152.13 in single. */
    private static String number(double value) {
        return value == (float) value
                ? Float.toString((float) value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    private static String cell(String text) {
        return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
