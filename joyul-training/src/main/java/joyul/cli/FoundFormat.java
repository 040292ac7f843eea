package joyul.cli;

import java.util.function.Supplier;

/** How a value that was searched for is printed: for people, for programs, or as a picture of letters. */
enum FoundFormat {
    TEXT,
    JSON,
    PLOT;

    /** Prints the one that is asked for; words are broken to a terminal's width. */
    void print(Console console, Supplier<String> text, Supplier<String> json, Supplier<String> plot) {
        if (this == PLOT) {
            console.tell(plot.get());
        } else {
            (this == JSON ? ResultFormat.JSON : ResultFormat.TEXT).print(console, text, json);
        }
    }
}
