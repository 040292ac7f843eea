package joyul.data;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import joyul.check.InputException;

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

    static LabelColumn of(CsvTable table, int column, Task task) {
        String what = "label column '" + table.header().get(column) + "': ";
        double[] numbers = IntStream.range(0, table.rows().size())
                .mapToDouble(row ->
                        Numbers.parse(table.cell(row, column), table.text().mayHaveDecimalComma()))
                .toArray();
        if (task == Task.REGRESSION || (task == Task.AUTO && meansRegression(numbers, table, column))) {
            float[] values = new float[numbers.length];
            for (int row = 0; row < values.length; row++) {
                values[row] = table.number(row, column);
            }
            return new LabelColumn(
                    new Targets.Values(values), what + "regression" + because(task, "the task classification"));
        }
        Targets.Labels labels = labels(table, column, numbers);
        String why = areNumbers(numbers) ? "the task regression" : "another label column";
        return new LabelColumn(
                labels, what + "classification, " + labels.classes().size() + " classes" + because(task, why));
    }

    private static String because(Task task, String alternative) {
        return task == Task.AUTO ? " (if that is wrong, give " + alternative + ")" : " (as asked)";
    }

    private static boolean meansRegression(double[] numbers, CsvTable table, int column) {
        long numeric = IntStream.range(0, numbers.length)
                .filter(row -> !Double.isNaN(numbers[row]))
                .count();
        if (numeric == numbers.length) {
            return !areWhole(numbers) || distinct(numbers) > MOST_NUMBERED_CLASSES;
        }
        return numeric >= MOSTLY * numbers.length && distinctTexts(table, column) > MOST_NUMBERED_CLASSES;
    }

    private static Targets.Labels labels(CsvTable table, int column, double[] numbers) {
        boolean numbered = areNumbers(numbers) && areWhole(numbers);
        Comparator<String> order = numbered ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
        String[] names = new String[numbers.length];
        for (int row = 0; row < names.length; row++) {
            // 1 and 1.0 are one class.
            names[row] = numbered ? Long.toString((long) numbers[row]) : table.cell(row, column);
        }
        TreeSet<String> distinct = new TreeSet<>(order);
        distinct.addAll(List.of(names));
        checkClasses(table, column, distinct, names.length);
        Map<String, Integer> indices = new TreeMap<>();
        distinct.forEach(name -> indices.put(name, indices.size()));
        int[] labels = new int[names.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = indices.getOrDefault(names[row], -1);
        }
        return new Targets.Labels(labels, List.copyOf(distinct));
    }

    private static void checkClasses(CsvTable table, int column, TreeSet<String> distinct, int rows) {
        String where = table.name() + ": label column '" + table.header().get(column) + "' ";
        if (distinct.size() < 2) {
            throw new InputException(where + "has only one class, '" + CsvTable.shown(distinct.first())
                    + "'; there is nothing to learn: give another label column");
        }
        if (distinct.size() > rows / 2) {
            throw new InputException(where + "has " + distinct.size() + " different texts in " + rows
                    + " rows, too many for classes; give another label column");
        }
    }

    private static boolean areNumbers(double[] numbers) {
        return IntStream.range(0, numbers.length).noneMatch(row -> Double.isNaN(numbers[row]));
    }

    private static boolean areWhole(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .allMatch(row -> numbers[row] == Math.rint(numbers[row]) && Math.abs(numbers[row]) < 1e15);
    }

    private static long distinct(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(row -> numbers[row])
                .distinct()
                .count();
    }

    private static long distinctTexts(CsvTable table, int column) {
        return table.rows().stream().map(row -> row.get(column)).distinct().count();
    }
}
