package joyul.rate;

import java.util.regex.Pattern;

/** What mail and Python's console put in front of lines that people copy from there: {@code >}, {@code >>>}, {@code ...}. */
final class Prompts {
    private static final Pattern LINE_START =
            Pattern.compile("(?m)^[ \\t]*+(?:>[> ]*+(?:\\.{3}(?= |$))?|\\.{3}(?= |$))");

    private Prompts() {}

    /** The text with blanks in their place, so that columns stay what they are; no code of its own begins with one. */
    static String blanked(String text) {
        return text.stripLeading().startsWith(">")
                ? LINE_START
                        .matcher(text)
                        .replaceAll(prompt -> " ".repeat(prompt.group().length()))
                : text;
    }
}
