package joyul.cli;

import java.nio.file.InvalidPathException;
import joyul.check.InputException;
import joyul.check.Quote;

/**
 * Names of files that the locale cannot spell. Java decodes them by the locale's character set, once, when it starts: in
 * the locale C none but ASCII's arrive.
 */
final class FileNames {
    /** What stands where a character of an argument could not be decoded. */
    private static final char UNKNOWN = '\uFFFD';

    private FileNames() {}

    /** Refuses arguments that have lost their characters on the way. */
    static void check(String... arguments) {
        for (String argument : arguments) {
            if (argument.indexOf(UNKNOWN) >= 0) {
                throw new InputException(Quote.of(argument) + " has lost characters: " + remedy());
            }
        }
    }

    /** A path that cannot be made of a name, in one line. */
    static String line(InvalidPathException failure) {
        return Quote.of(failure.getInput()) + " cannot be a file's name"
                + (failure.getReason().contains("unmappable") ? ": " + remedy() : ": " + failure.getReason());
    }

    private static String remedy() {
        return "the locale's character set (" + System.getProperty("sun.jnu.encoding")
                + ") does not have them; set LC_ALL=C.UTF-8, or another locale with UTF-8, and start again";
    }
}
