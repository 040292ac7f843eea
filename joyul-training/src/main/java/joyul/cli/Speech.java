package joyul.cli;

import joyul.explain.Language;
import joyul.explain.Texts;

/**
 * How a result is put into words.
 *
 * @param columns how wide a table may be
 */
record Speech(Texts texts, int columns) {
    /** In a language, for a file or a pipe. */
    static Speech in(Language language) {
        return new Speech(Console.texts(language), Integer.MAX_VALUE);
    }

    /** A text; names and arguments of its gaps in turns. */
    String say(String key, Object... namesAndArguments) {
        return texts.say(key, namesAndArguments);
    }

    String table(Table table) {
        return table.text(columns);
    }

    boolean isEnglish() {
        return texts.language() == Language.EN;
    }
}
