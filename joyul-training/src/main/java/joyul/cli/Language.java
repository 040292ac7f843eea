package joyul.cli;

/** The language of a report. */
enum Language {
    EN,
    KO
}
