package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.file.InputFile;

/** A text file of metric values, one a line (or apart by spaces or commas): one after each scheduler step. */
final class MetricsFile {
    private MetricsFile() {}

    static List<Double> read(Path file) {
        List<String> lines = InputFile.text(file, InputFile.TEXT_BYTES).lines().toList();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (String word : lines.get(i).strip().split("[\\s,;]+", -1)) {
                if (!word.isEmpty()) {
                    values.add(number(word, file, i + 1));
                }
            }
        }
        return values;
    }

    /** As Python and most logs write it: {@code nan} and {@code inf} in any case. */
    private static double number(String word, Path file, int line) {
        try {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "nan" -> Double.NaN;
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(word);
            };
        } catch (NumberFormatException e) {
            throw new InputException(
                    file + " line " + line + ": " + Quote.of(word)
                            + " is not a number; give a text file with one number a line",
                    e);
        }
    }
}
