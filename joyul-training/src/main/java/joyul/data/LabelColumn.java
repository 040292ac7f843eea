package joyul.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The targets that a label column holds, and one sentence on how they were understood.
 *
 * <p>Text means classes, named in alphabetical order; whole numbers of at most 20 different values mean classes, in
 * order of the numbers; other numbers mean regression.
 */
record LabelColumn(Targets targets, String note) {
    private static final int MOST_NUMBERED_CLASSES = 20;

    /** With this share of numbers, a column of many values is a column of numbers with a typing error in it. */
    private static final double MOSTLY = 0.9;

    /** What stands for a missing value: pandas' list (read_csv's na_values), R's NA, SQL's NULL and \N. */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null",
            "NAN",
            "Null",
            "Nan",
            "\\N");

    static LabelColumn of(CsvTable table, CsvTable.Column column, Task task) {
        List<String> texts = texts(table, column);
        String what = "label column " + Quote.of(column.title()) + ": ";
        Notation notation = table.notation(column, null);
        double[] numbers = numbers(texts, notation);
        if (task == Task.REGRESSION || (task == Task.AUTO && meansRegression(numbers, texts))) {
            // Refuses a column in which something is no number, or could be two.
            NumberColumns read = new NumberColumns(table, List.of(column), List.of());
            return new LabelColumn(
                    values(read.features()),
                    what + "regression" + because(task, "the task classification")
                            + read.notes().stream().map(note -> "; " + note).reduce("", String::concat));
        }
        Targets.Labels labels = labels(table, column, texts, numbers);
        String why = areNumbers(numbers) ? "the task regression" : "another label column";
        return new LabelColumn(
                labels, what + "classification, " + labels.classes().size() + " classes" + because(task, why));
    }

    private static List<String> texts(CsvTable table, CsvTable.Column column) {
        Map<String, String> known = new HashMap<>();
        List<String> texts = new ArrayList<>(table.rows());
        List<ColumnSurvey.Cell> missing = new ArrayList<>();
        table.forEachRow(row -> {
            String text = row.cell(column.place());
            texts.add(known.computeIfAbsent(text, same -> same));
            if (MISSING.contains(text)) {
                missing.add(new ColumnSurvey.Cell(text, row.line()));
            }
        });
        if (!missing.isEmpty()) {
            ColumnSurvey.Cell first = missing.get(0);
            String more = missing.size() > 1 ? " (and " + (missing.size() - 1) + " more)" : "";
            throw new InputException(table.name() + ": " + column.at(first)
                    + (first.text().isEmpty()
                            ? " is empty" + more + "; fill it in, or remove the row or the column"
                            : ": " + Quote.of(first.text()) + " marks a missing label" + more
                                    + "; fill it in or remove the row, or rename it if it is a class"));
        }
        return texts;
    }

    private static double[] numbers(List<String> texts, @Nullable Notation notation) {
        Notation read = notation == null ? Notation.POINT : notation;
        return texts.stream()
                .mapToDouble(text -> read.parseOrOther(text.toCharArray(), 0, text.length()))
                .toArray();
    }

    private static Targets.Values values(Features features) {
        double[] values = new double[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.at(i);
        }
        return new Targets.Values(values);
    }

    private static String because(Task task, String alternative) {
        return task == Task.AUTO ? " (if that is wrong, give " + alternative + ")" : " (as asked)";
    }

    private static boolean meansRegression(double[] numbers, List<String> texts) {
        long numeric =
                DoubleStream.of(numbers).filter(number -> !Double.isNaN(number)).count();
        if (numeric == numbers.length) {
            return !areWhole(numbers) || DoubleStream.of(numbers).distinct().count() > MOST_NUMBERED_CLASSES;
        }
        return numeric >= MOSTLY * numbers.length && new HashSet<>(texts).size() > MOST_NUMBERED_CLASSES;
    }

    private static Targets.Labels labels(CsvTable table, CsvTable.Column column, List<String> texts, double[] numbers) {
        boolean numbered = areNumbers(numbers) && areWhole(numbers);
        Comparator<String> order = numbered ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
        String[] names = new String[numbers.length];
        for (int row = 0; row < names.length; row++) {
            // 1 and 1.0 are one class.
            names[row] = numbered ? Long.toString((long) numbers[row]) : texts.get(row);
        }
        TreeSet<String> distinct = new TreeSet<>(order);
        distinct.addAll(List.of(names));
        checkClasses(table, column, distinct, names.length);
        Map<String, Integer> indices = new HashMap<>();
        distinct.forEach(name -> indices.put(name, indices.size()));
        int[] labels = new int[names.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = indices.getOrDefault(names[row], -1);
        }
        return new Targets.Labels(labels, List.copyOf(distinct));
    }

    private static void checkClasses(CsvTable table, CsvTable.Column column, TreeSet<String> distinct, int rows) {
        String where = table.name() + ": label column " + Quote.of(column.title()) + " ";
        if (distinct.size() < 2) {
            throw new InputException(where + "has only one class, " + Quote.of(distinct.first())
                    + "; there is nothing to learn: give another label column");
        }
        if (distinct.size() > rows / 2) {
            throw new InputException(where + "has " + distinct.size() + " different texts in " + rows
                    + " rows, too many for classes; give another label column");
        }
    }

    private static boolean areNumbers(double[] numbers) {
        return DoubleStream.of(numbers).noneMatch(Double::isNaN);
    }

    private static boolean areWhole(double[] numbers) {
        return DoubleStream.of(numbers).allMatch(number -> number == Math.rint(number) && Math.abs(number) < 1e15);
    }
}
