package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.expression.JsonText;
import joyul.expression.Numbers;

/**
 * Values for each scheduler step, in named columns.
 *
 * @param names of the columns after the step
 * @param columns value i of each is that of step i; all of one length
 */
public record RateTable(List<String> names, List<List<Double>> columns) {
    public RateTable {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    /** How many steps. */
    public int size() {
        return columns.get(0).size();
    }

    /** CSV with the header {@code step,lr}; 17 significant digits, so that each value reads back exactly. */
    public String csv() {
        StringBuilder text =
                new StringBuilder("step,").append(String.join(",", names)).append('\n');
        for (int step = 0; step < size(); step++) {
            text.append(step);
            for (List<Double> column : columns) {
                text.append(',').append(Numbers.seventeen(column.get(step)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A JSON array of {@code {"step":0,"lr":0.1}}. */
    public String json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int step = 0; step < size(); step++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", step);
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), columns.get(i).get(step));
            }
            rows.add(row);
        }
        return JsonText.result(rows);
    }

    /** Aligned columns for people, a row for each step. */
    public String table() {
        return table("step");
    }

    /**
     * Aligned columns for people: the step, and each value to 6 significant digits.
     *
     * @param row what a row is: {@code epoch} where the scheduler steps once an epoch
     */
    public String table(String row) {
        int width = Math.max(row.length(), Integer.toString(size() - 1).length());
        List<List<String>> cells = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> column = new ArrayList<>(List.of(names.get(i)));
            columns.get(i).forEach(value -> column.add(Numbers.significant(value, 6)));
            cells.add(column);
            widths.add(column.stream().mapToInt(String::length).max().orElse(0));
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line <= size(); line++) {
            String step = line == 0 ? row : Integer.toString(line - 1);
            StringBuilder shown = new StringBuilder(" ".repeat(width - step.length())).append(step);
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i).get(line);
                shown.append("  ").append(cell).append(" ".repeat(widths.get(i) - cell.length()));
            }
            text.append(shown.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
