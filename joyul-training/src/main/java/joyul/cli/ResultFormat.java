package joyul.cli;

/** How a result is printed: for people, or for programs. */
enum ResultFormat {
    TEXT,
    JSON
}
