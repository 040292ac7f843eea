package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    @Test
    void columnsKeepTheirOrderAndRowsTheirLabels() throws IOException {
        String text = "a,label,b\n" + lines(30, i -> i + "," + i % 3 + "," + 2 * i);
        Data data = load(text, DataOptions.defaults());
        assertThat(data.columns()).containsExactly("a", "b");
        float[] values = ((Features.Floats) data.train().features()).values();
        int[] labels = ((Targets.Labels) data.train().targets()).values();
        for (int row = 0; row < labels.length; row++) {
            assertThat(values[2 * row + 1]).isEqualTo(2 * values[2 * row]);
            assertThat(labels[row]).isEqualTo((int) values[2 * row] % 3);
        }
        assertThat(List.of(
                        data.train().size(),
                        data.validation().size(),
                        data.test().size()))
                .containsExactly(24, 3, 3);
    }

    @Test
    void separatorsByteOrderMarksLineEndsAndQuotesAreUnderstood() throws IOException {
        for (String separator : List.of(",", ";", "\t")) {
            for (String end : List.of("\n", "\r\n")) {
                String text = "\uFEFF\"a, b; c\"" + separator + " label " + end
                        + lines(12, i -> " " + i + ".5 " + separator + "\"x" + i % 2 + "\"")
                                .replace("\n", end);
                Data data = load(text, DataOptions.defaults());
                assertThat(data.columns()).containsExactly("a, b; c");
                assertThat(data.classes()).containsExactly("x0", "x1");
            }
        }
    }

    @Test
    void aDecimalCommaIsReadWhereTheCommaDoesNotSeparate() throws IOException {
        String text = "a;label\n" + lines(12, i -> i + ",25;" + i + ",5");
        Data data = load(text, DataOptions.defaults());
        assertThat(data.isClassification()).isFalse();
        float[] features = ((Features.Floats) data.train().features()).values();
        double[] targets = ((Targets.Values) data.train().targets()).values();
        assertThat(targets[0]).isEqualTo(features[0] + 0.25f);
        assertThat(data.notes()).anyMatch(note -> note.contains("semicolons"));
    }

    @Test
    void koreanSpreadsheetsAndUtf16AreDecoded() throws IOException {
        String text = "키,품종\n" + lines(12, i -> i + "," + (i % 2 == 0 ? "진돗개" : "삽살개"));
        for (String charset : List.of("UTF-8", "x-windows-949", "UTF-16")) {
            Path file = folder.resolve(charset + ".csv");
            Files.write(file, text.getBytes(Charset.forName(charset)));
            Data data = Data.load(file, DataOptions.defaults().withLabel("품종"));
            assertThat(data.columns()).containsExactly("키");
            assertThat(data.classes()).containsExactly("삽살개", "진돗개");
            assertThat(data.notes()).hasSize(charset.equals("UTF-8") ? 1 : 2);
        }
        byte[] neither = "a,label\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        neither[neither.length - 1] = (byte) 0x81;
        Path file = Files.write(folder.resolve("neither.csv"), neither);
        assertThatThrownBy(() -> Data.load(file, DataOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("neither valid UTF-8 nor text in Korean (MS949)");
    }

    @Test
    void aMissingLabelColumnIsNamedWithTheNearest() {
        String text = "age,price\n" + lines(12, i -> i + "," + i);
        refused(text, DataOptions.defaults().withLabel("prise"), "unknown label column 'prise'; did you mean 'price'?");
        refused(
                text,
                DataOptions.defaults(),
                "say which column is the label by withLabel(COLUMN); columns: age, price");
    }

    @Test
    void manyColumnsAndLongCellsMakeNoLongMessage() {
        String header = IntStream.range(0, 500).mapToObj(i -> "column" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "\n";
        refused(header + "\n" + row.repeat(12), DataOptions.defaults().withLabel("x"), "column29, and 470 more");
        String text = "a,label\n" + lines(12, i -> (i == 4 ? "\"" + "x\n".repeat(500) + "\"" : i) + "," + i % 2);
        refused(
                text,
                DataOptions.defaults(),
                "line 6, column 'a': '" + "x\\n".repeat(40) + "…' (999 characters) is not a number");
    }

    @Test
    void aCellThatIsNoNumberIsNamedByLineAndColumn() {
        for (String cell : List.of("abc", "NaN", "1f", "0x10", "1.2.3", "1_000")) {
            String text = "age,label\n" + lines(12, i -> (i == 4 ? cell : i) + "," + i % 2);
            refused(text, DataOptions.defaults(), "line 6, column 'age': '" + cell + "' is not a number");
        }
        refused(
                "age,label\n" + lines(12, i -> (i == 4 ? "1e39" : i) + "," + i % 2),
                DataOptions.defaults(),
                "line 6, column 'age': a number is too large");
    }

    @Test
    void ofAColumnWithoutANumberOnlyTheColumnIsAdvisedAway() {
        refused(
                "name,age,label\n" + lines(12, i -> "cat," + i + "," + i % 2),
                DataOptions.defaults(),
                "line 2, column 'name': 'cat' is not a number (and 11 more); no row has a number in it: remove the"
                        + " column, or write it as numbers");
        refused(
                "name,city,label\n" + lines(12, i -> "cat,Ulm," + i % 2),
                DataOptions.defaults(),
                "none holds a number in any row: remove the columns");
    }

    @Test
    void theLineCountsLineBreaksInQuotesAndBlankLines() {
        String text = "age,\"two\nlines\",label\n\n" + lines(12, i -> i + "," + (i == 2 ? "?" : i) + "," + i % 2);
        refused(text, DataOptions.defaults(), "line 6, column 'two lines': '?'");
    }

    @Test
    void emptyCellsShortRowsAndOpenQuotesAreNamed() {
        DataOptions defaults = DataOptions.defaults();
        refused(fifthLine(" ,0"), defaults, "line 5, column 'a' is empty");
        refused(fifthLine("1,"), defaults, "line 5, column 'label' is empty");
        refused(fifthLine("1"), defaults, "line 5 has 1 field, but the first line names 2");
        refused(fifthLine("1,2,3"), defaults, "line 5 has 3 fields");
        refused(fifthLine("\"3,0"), defaults, "starting at line 5");
    }

    @Test
    void headersMustNameEveryColumnOnce() {
        refused("", DataOptions.defaults(), "is empty");
        refused("1,2\n" + lines(12, i -> i + ",0"), DataOptions.defaults(), "holds only numbers");
        refused("a,a\n" + lines(12, i -> i + ",0"), DataOptions.defaults(), "two columns are called 'a'");
        refused("a,\n" + lines(12, i -> i + ",0"), DataOptions.defaults(), "column 2 has no name");
        refused("label\n" + lines(12, i -> i + ""), DataOptions.defaults(), "only one column, 'label', was found");
    }

    @Test
    void tooFewRowsAreRefusedAndConstantColumnsAreFine() throws IOException {
        refused("a,label\n" + lines(9, i -> i + "," + i % 2), DataOptions.defaults(), "has 9 rows, but at least 10");
        Data data = load("a,c,label\n" + lines(12, i -> i + ",7," + i % 2), DataOptions.defaults());
        assertThat(InputScaling.of(data.train()).std().get(1)).isEqualTo(1.0);
    }

    @Test
    void featuresToPredictFromAreFoundByName() throws IOException {
        Path file = Files.writeString(folder.resolve("new.csv"), "label,b,note,a\n,2,x,1\n,4,,3\n");
        Features features = Data.features(file, List.of("a", "b"));
        assertThat(((Features.Doubles) features).values()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> Data.features(file, List.of("a", "c")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown column 'c'");
    }

    private Data load(String text, DataOptions options) throws IOException {
        return Data.load(Files.writeString(folder.resolve("table.csv"), text), options);
    }

    private void refused(String text, DataOptions options, String message) {
        assertThatThrownBy(() -> load(text, options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("table.csv")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    private static String fifthLine(String row) {
        return "a,label\n" + lines(12, i -> i == 3 ? row : i + "," + i % 2);
    }

    static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }
}
