package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class NotationTest {
    @Test
    void aTextIsANumberInOneNotationInBothOrInNone() {
        for (String text : List.of("0", "-12", "+7", "1234567", "0012", "1e5", "5E-3")) {
            assertThat(sign(text)).as(text).isEqualTo(Notation.Sign.NONE);
        }
        for (String text : List.of("0.125", ".5", "5.", "1.5", "1234.567", "1,234.5", "1,234,567", "1.234e5", "-0.5")) {
            assertThat(sign(text)).as(text).isEqualTo(Notation.Sign.POINT_ONLY);
        }
        for (String text : List.of("0,125", ",5", "1,5", "1234,567", "1.234,5", "1.234.567", "1,25e3")) {
            assertThat(sign(text)).as(text).isEqualTo(Notation.Sign.COMMA_ONLY);
        }
        assertThat(sign("-1.234")).isEqualTo(Notation.Sign.EITHER_POINT);
        assertThat(sign("-1,234")).isEqualTo(Notation.Sign.EITHER_COMMA);
        for (String text :
                List.of("", "-", ".", "NaN", "1f", "0x10", "1.2.3", "1_000", "1,23,456", "1e", "--1", "1 2")) {
            assertThat(sign(text)).as(text).isEqualTo(Notation.Sign.NO_NUMBER);
        }
        assertThat(sign("9".repeat(401))).isEqualTo(Notation.Sign.NO_NUMBER);
    }

    @Test
    void numbersAreThoseThatTheNotationWrites() {
        assertThat(Notation.POINT.parse("1,234.5")).isEqualTo(1234.5);
        assertThat(Notation.POINT.parse("1,234")).isEqualTo(1234);
        assertThat(Notation.COMMA.parse("1,234")).isEqualTo(1.234);
        assertThat(Notation.COMMA.parse("-1.234.567,25")).isEqualTo(-1234567.25);
        assertThat(Notation.POINT.parse("0,125")).isNaN();
        assertThat(Notation.POINT.parse("-0")).isEqualTo(-0.0);
    }

    @Test
    void everyDecimalIsTheNearestDouble() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int digits = 1 + random.nextInt(25);
            int point = random.nextInt(digits + 1);
            for (int i = 0; i < digits; i++) {
                text.append(i == point ? "." : "").append(random.nextInt(10));
            }
            assertThat(Notation.POINT.parse(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Double.parseDouble(text.toString()));
        }
    }

    @Test
    void aColumnIsReadAsItsOtherCellsAreWritten() {
        assertThat(column(';', i -> i == 0 ? "1,234" : "0,5", i -> "7")).startsWith(1.234, 0.5);
        assertThat(column('\t', i -> i == 0 ? "1,234" : "1,234.5", i -> "7")).startsWith(1234, 1234.5);
        assertThat(column(';', i -> i == 0 ? "1.234" : "1.234.567", i -> "7")).startsWith(1234, 1234567);
        assertThat(column(';', i -> i == 0 ? "1,5" : "2.5", i -> "7")).startsWith(1.5, 2.5);
    }

    @Test
    void aColumnThatDoesNotSayIsReadAsTheOtherColumnsAre() {
        assertThat(column('\t', i -> i == 0 ? "1,043" : "345", i -> "-1.0971")).startsWith(1043, 345);
        assertThat(column(';', i -> i == 0 ? "6.684" : "345", i -> "-0,338")).startsWith(6684, 345);
        assertThat(column(';', i -> i == 0 ? "6,684" : "345", i -> "-0,338")).startsWith(6.684, 345);
        assertThat(column(',', i -> i == 0 ? "\"1,234\"" : "345", i -> "7")).startsWith(1234, 345);
        // What everybody writes: thousandths with a decimal point.
        assertThat(column(';', i -> "1.234", i -> "7")).startsWith(1.234, 1.234);
    }

    @Test
    void whatStaysAmbiguousIsRefusedWithBothReadings() {
        assertThatThrownBy(() -> column(';', i -> i == 1 ? "1,234" : "345", i -> "7"))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv: line 3, column 'x': '1,234' may be 1234 or 1.234, and nothing in the column tells"
                        + " which; write the column without separators of thousands, with a decimal point");
        assertThatThrownBy(() -> column(';', i -> i == 0 ? "1,5" : i == 1 ? "2.5" : "1.234", i -> "7"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 4, column 'x': '1.234' may be 1.234 or 1234");
        assertThatThrownBy(() -> column(',', i -> "1.234", i -> "\"0,5\""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'1.234' may be 1.234 or 1234");
    }

    @Test
    void aColumnToPredictFromIsReadAsTheOneTrainedOn() {
        CsvTable table = table("x;y\n1.234;1\n");
        List<CsvTable.Column> x = List.of(table.column("column", "x"));
        assertThat(new NumberColumns(table, x, List.of(Notation.COMMA)).exact().values())
                .containsExactly(1234);
        assertThat(new NumberColumns(table, x, List.of(Notation.POINT)).exact().values())
                .containsExactly(1.234);
    }

    @Test
    void aReadingThatTheColumnAloneDoesNotShowIsNoted() {
        CsvTable table = table("x\ty\n" + CsvFileTest.lines(12, i -> "1,043\t0.5"));
        assertThat(new NumberColumns(table, table.columns(), List.of()).notes())
                .containsExactly("column 'x': '1,043' is read as 1043");
    }

    private static double[] column(char separator, IntFunction<String> x, IntFunction<String> y) {
        CsvTable table =
                table("x" + separator + "y\n" + CsvFileTest.lines(12, i -> x.apply(i) + separator + y.apply(i)));
        return new NumberColumns(table, List.of(table.column("column", "x")), List.of())
                .exact()
                .values();
    }

    private static CsvTable table(String text) {
        return CsvTable.of(CsvText.of("t.csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Notation.Sign sign(String text) {
        return Notation.sign(text.toCharArray(), 0, text.length());
    }
}
