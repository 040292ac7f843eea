package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class LabelColumnTest {
    @Test
    void textMeansClassesInAlphabeticalOrder() {
        LabelColumn column = read(Task.AUTO, i -> i % 2 == 0 ? "malignant" : "benign");
        assertThat(classes(column)).containsExactly("benign", "malignant");
        assertThat(((Targets.Labels) column.targets()).values()).startsWith(1, 0, 1, 0);
        assertThat(column.note())
                .isEqualTo("label column 'y': classification, 2 classes (if that is wrong, give another label column)");
    }

    @Test
    void fewWholeNumbersMeanClassesInOrderOfTheNumbers() {
        LabelColumn column = read(Task.AUTO, i -> i % 2 == 0 ? "10" : i % 4 == 1 ? "9.0" : "-1");
        assertThat(classes(column)).containsExactly("-1", "9", "10");
        assertThat(column.note()).contains("classification, 3 classes (if that is wrong, give the task regression)");
    }

    @Test
    void twentyWholeNumbersAreClassesAndTwentyOneAreNot() {
        assertThat(read(Task.AUTO, i -> "" + i % 20).targets()).isInstanceOf(Targets.Labels.class);
        assertThat(read(Task.AUTO, i -> "" + i % 21).targets()).isInstanceOf(Targets.Values.class);
        assertThat(read(Task.AUTO, i -> i % 2 + ".5").targets()).isInstanceOf(Targets.Values.class);
    }

    @Test
    void theTaskCanBeForced() {
        LabelColumn numbers = read(Task.REGRESSION, i -> "" + i % 3);
        assertThat(((Targets.Values) numbers.targets()).values()).startsWith(0, 1, 2, 0);
        assertThat(numbers.note()).isEqualTo("label column 'y': regression (as asked)");
        assertThat(classes(read(Task.CLASSIFICATION, i -> "" + i % 25))).hasSize(25);
        assertThatThrownBy(() -> read(Task.REGRESSION, i -> i == 7 ? "high" : "" + i))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 9, column 'y': 'high' is not a number");
    }

    @Test
    void oneTypingErrorInManyNumbersIsAnErrorAndNotAClass() {
        assertThatThrownBy(() -> read(Task.AUTO, i -> i == 7 ? "1O" : "" + i))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 9, column 'y': '1O' is not a number");
    }

    @Test
    void oneClassOrNearlyAsManyClassesAsRowsAreRefused() {
        assertThatThrownBy(() -> read(Task.AUTO, i -> "same"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("label column 'y' has only one class, 'same'");
        assertThatThrownBy(() -> read(Task.AUTO, i -> "name" + i))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 60 different texts in 60 rows");
    }

    @Test
    void aMarkOfAMissingValueIsAMissingLabelAndNotAClass() {
        for (String mark : List.of("NaN", "NA", "N/A", "null", "NULL", "None", "<NA>", "\\N", "#N/A")) {
            assertThatThrownBy(() -> read(Task.AUTO, i -> i % 20 == 7 ? mark : "x" + i % 2))
                    .as(mark)
                    .isInstanceOf(InputException.class)
                    .hasMessage("t.csv: line 9, column 'y': '" + mark + "' marks a missing label (and 2 more);"
                            + " fill it in or remove the row, or rename it if it is a class");
        }
        assertThat(classes(read(Task.AUTO, i -> i % 2 == 0 ? "none" : "Nancy"))).containsExactly("Nancy", "none");
    }

    private static LabelColumn read(Task task, IntFunction<String> label) {
        String text = "x,y\n" + CsvFileTest.lines(60, i -> i + "," + label.apply(i));
        CsvText csv = CsvText.of("t.csv", text.getBytes(StandardCharsets.UTF_8));
        CsvTable table = CsvTable.of(csv);
        return LabelColumn.of(table, table.column("column", "y"), task);
    }

    private static Iterable<String> classes(LabelColumn column) {
        return ((Targets.Labels) column.targets()).classes();
    }
}
