package joyul.cli;

import java.util.function.Supplier;

/** How a result is printed: for people, or for programs. */
enum ResultFormat {
    TEXT,
    JSON;

    /** Prints the one that is asked for; words are broken to a terminal's width. */
    void print(Console console, Supplier<String> text, Supplier<String> json) {
        if (this == JSON) {
            console.print(json.get());
        } else {
            console.tell(text.get());
        }
    }
}
