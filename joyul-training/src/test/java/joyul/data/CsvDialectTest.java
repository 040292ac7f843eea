package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import joyul.check.InputException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as spreadsheets, pandas, R and databases write them: read where that is unambiguous, else named. */
class CsvDialectTest {
    private static final String ROWS = CsvFileTest.lines(12, i -> i + ".5,7,x" + i % 2);
    private static final String PLAIN = "a,b,label\n" + ROWS;

    @TempDir
    Path folder;

    @Test
    void everyDialectGivesTheSameData() throws IOException {
        String expected = load(PLAIN).checksum();
        for (String text : List.of(
                "sep=;\n" + PLAIN.replace(',', ';'),
                "\"sep=|\"\r\n" + PLAIN.replace(',', '|').replace("\n", "\r\n"),
                PLAIN.replace(',', '|'),
                PLAIN.replace(',', '\t'),
                "# exported, by hand\n\n# 2024\n" + PLAIN,
                PLAIN.replace("\n5.5", "\n# half way\n   \n5.5"),
                PLAIN.replace("\n", ",\n"),
                "a,b,label\n" + ROWS.replace("\n", ",,\n"),
                PLAIN + "\n\n")) {
            assertThat(load(text).checksum()).as(text).isEqualTo(expected);
        }
    }

    @Test
    void aFirstColumnWithoutANameIsTheIndexOfPandasAndIsLeftOut() throws IOException {
        Data data = load(",a,b,label\n" + CsvFileTest.lines(12, i -> i + "," + i + ".5,7,x" + i % 2));
        assertThat(data.columns()).containsExactly("a", "b");
        assertThat(data.checksum()).isEqualTo(load(PLAIN).checksum());
        assertThat(data.notes()).anyMatch(note -> note.contains("the first column has no name and is left out"));
    }

    @Test
    void aFirstLineThatStartsWithAHashMayNameTheColumns() throws IOException {
        assertThat(load("#a,b,label\n" + ROWS).columns()).containsExactly("#a", "b");
    }

    @Test
    void linesAreCountedInTheWholeFile() {
        refused("sep=,\n# note\n" + PLAIN.replace("5.5,7", "5.5,oops"), "line 9, column 'b': 'oops'");
    }

    @Test
    void aFirstLineThatIsARowIsNotTakenForNames() throws IOException {
        refused(CsvFileTest.lines(12, i -> "5.1,3." + i + ",Iris-" + i % 2), "looks like a row (5.1, ..., Iris-0)");
        refused(CsvFileTest.lines(12, i -> "7,7,x"), "looks like a row (7, ..., x)");
        assertThat(load("label,0,1\n" + CsvFileTest.lines(12, i -> i % 2 + ",3," + i))
                        .columns())
                .containsExactly("0", "1");
    }

    @Test
    void allColumnsThatCannotBeReadAreNamedAtOnce() {
        refused(
                PLAIN.replace("5.5,7", "five,seven").replace("6.5,7", "six,"),
                "2 columns cannot be read as numbers: 'a' (line 7: 'five' is not a number, and 1 more),"
                        + " 'b' (line 7: 'seven' is not a number, and 1 more); mend the cells");
    }

    @Test
    void gzipIsReadAndABombIsNot() throws IOException {
        Path file = folder.resolve("t.csv.gz");
        Files.write(file, gzipped(PLAIN.getBytes(StandardCharsets.UTF_8)));
        assertThat(Data.load(file, DataOptions.defaults()).checksum())
                .isEqualTo(load(PLAIN).checksum());

        byte[] zeros = new byte[40 << 20];
        Arrays.fill(zeros, (byte) '\n');
        Files.write(file, gzipped(zeros));
        refused(file).hasMessageContaining("unpacks to more than 50 times its size");
        Files.write(file, Arrays.copyOf(gzipped(PLAIN.getBytes(StandardCharsets.UTF_8)), 40));
        refused(file).hasMessageContaining("cannot read").hasMessageContaining("t.csv.gz");
    }

    @Test
    void otherFormatsAreNamedForWhatTheyAre() throws IOException {
        Map<String, String> starts = Map.of(
                "PK\3\4\24\0\0\0x.npy", "holds NumPy arrays (.npz)",
                "PK\3\4\24\0\0\0[Content_Types].xml", "is an Excel file (.xlsx)",
                "PK\3\4\24\0\0\0table.csv", "is a zip archive; unpack it",
                "\u0093NUMPY\1\0", "is a NumPy array (.npy)",
                "PAR1\25\4", "is a Parquet file",
                "\u0089PNG\r\n\32\n\0", "is a PNG picture",
                "\u00ff\u00d8\u00ff\u00e0\0", "is a JPEG picture",
                "{\"a\": 1}", "is a JSON file",
                "<!doctype html>\n", "is a web page",
                "\0\0\b\3\0\0", "is one IDX file; give the folder");
        for (Map.Entry<String, String> start : starts.entrySet()) {
            Path file = Files.write(folder.resolve("some.file"), start.getKey().getBytes(StandardCharsets.ISO_8859_1));
            refused(file).hasMessageContaining(start.getValue());
        }
        Path file = Files.write(folder.resolve("some.file"), new byte[] {'a', ',', 0, 'b'});
        refused(file).hasMessageContaining("is not text: it holds a zero byte");
        assertThat(load("par1,label\n" + CsvFileTest.lines(12, i -> i + "," + i % 2))
                        .columns())
                .containsExactly("par1");
    }

    @Test
    void westernAndKoreanTextAreToldApart() throws IOException {
        for (List<String> words : List.of(
                List.of("Coruña", "Málaga"),
                List.of("Größe", "Ähnlich"),
                List.of("20 °C", "5 €"),
                List.of("È vero", "Çok"))) {
            assertDecoded(words, "windows-1252");
        }
        assertDecoded(List.of("서울", "부산"), "x-windows-949");
        assertDecoded(List.of("똠방각하", "펲시"), "x-windows-949");
        for (String charset : List.of("windows-1251", "Shift_JIS", "GBK")) {
            String text = charset.equals("windows-1251") ? "Москва" : charset.equals("GBK") ? "中国北京" : "東京です";
            Path file = folder.resolve("t.csv");
            Files.write(file, PLAIN.replace("x0", text).getBytes(Charset.forName(charset)));
            refused(file)
                    .as(charset)
                    .hasMessageContaining("neither valid UTF-8 nor text in Korean (MS949) or a Western language");
        }
    }

    private void assertDecoded(List<String> words, String charset) throws IOException {
        Path file = folder.resolve("t.csv");
        String text = PLAIN.replace("x0", words.get(0)).replace("x1", words.get(1));
        Files.write(file, text.getBytes(Charset.forName(charset)));
        Data data = Data.load(file, DataOptions.defaults());
        assertThat(data.classes()).containsExactlyInAnyOrderElementsOf(words);
        assertThat(data.notes()).anyMatch(note -> note.contains("is read as " + charset));
    }

    @Test
    void aPipeLosesNothing() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, PLAIN.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        assertThat(Data.load(pipe, DataOptions.defaults()).checksum())
                .isEqualTo(load(PLAIN).checksum());
        writer.join();
    }

    private Data load(String text) throws IOException {
        return Data.load(Files.writeString(folder.resolve("table.csv"), text), DataOptions.defaults());
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> load(text)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }

    private static AbstractThrowableAssert<?, ?> refused(Path file) {
        return assertThatThrownBy(() -> Data.load(file, DataOptions.defaults())).isInstanceOf(InputException.class);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
