package joyul.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import joyul.check.InputException;

/** Goes through the rows of a CSV text, the line of names first, and keeps none. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private static final int LONGEST_FIELD = 1 << 24;

    private final CsvRow row;
    private final int skipped;

    private CsvRows(CsvText text) {
        row = new CsvRow(text.name());
        skipped = text.skipped();
    }

    /** Shows every row that is not blank; it is valid until the next. */
    static void forEach(CsvText text, Consumer<CsvRow> visitor) {
        try (Reader in = text.open()) {
            CsvReader.builder()
                    .fieldSeparator(text.separator())
                    .allowUnclosedQuote(false)
                    .maxBufferSize(LONGEST_FIELD)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(new CsvRows(text), in)
                    .forEach(visitor);
        } catch (CsvParseException e) {
            String what = String.valueOf(e.getMessage());
            String remedy = what.contains("quote")
                    ? "close the quote, or double it inside a field"
                    : "check the quotes of the field before it";
            throw new InputException(text.name() + ": " + what + "; " + remedy, e);
        } catch (UncheckedIOException | IOException e) {
            throw TableBytes.unreadable(text.name(), e);
        }
    }

    @Override
    protected void handleBegin(long startingLine) {
        row.begin(startingLine + skipped);
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        row.add(buffer, offset, length);
    }

    @Override
    protected CsvRow buildRecord() {
        return row;
    }
}
