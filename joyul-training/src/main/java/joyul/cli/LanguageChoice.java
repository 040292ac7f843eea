package joyul.cli;

import joyul.explain.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The language that a command speaks: the one that is asked for, else that of the locale. */
final class LanguageChoice {
    @Option(
            names = "--lang",
            paramLabel = "LANG",
            description = "The language of words and pages: en or ko (default: the locale's).")
    @Nullable
    Language asked;

    /** Has the console speak it. */
    Language spokenBy(Console console) {
        if (asked != null) {
            console.speak(asked);
        }
        return console.language();
    }
}
