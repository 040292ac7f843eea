package joyul.cli;

import java.util.Optional;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.data.DataSets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data that a command is for, in its place or behind {@code --data}, as other commands call it. */
final class DataArgument {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            description = "A data set's name (see: joyul data list), a CSV file or a folder of IDX files.")
    @Nullable
    String subject;

    @Option(names = "--data", paramLabel = "DATA", description = "The same.")
    @Nullable
    String data;

    /** The data that are named; else the default ones. */
    String named() {
        return given().orElse(DataSets.DEFAULT);
    }

    /** The data that are named, if any. */
    Optional<String> given() {
        if (subject != null && data != null && !subject.equals(data)) {
            throw new InputException("the data are " + Quote.of(subject) + " here and " + Quote.of(data)
                    + " behind --data; leave one of the two out");
        }
        return Optional.ofNullable(subject == null ? data : subject);
    }
}
