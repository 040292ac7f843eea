package joyul.check;

/** How deeply brackets stand in each other: a limit that keeps every reader of nested text off the end of its stack. */
public final class Nesting {
    /** Deeper than anything a person writes: schedules in schedules, or the layers of a network. */
    public static final int DEEPEST = 64;

    private Nesting() {}

    /**
     * Refuses a text whose round, square and curly brackets open more than {@value #DEEPEST} deep; brackets inside
     * strings count too, which is strict and never wrong.
     *
     * @param what the text's name in the message
     * @return the text
     */
    public static String check(String what, String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            if (depth > DEEPEST) {
                throw new InputException(what + " must nest at most " + DEEPEST
                        + " brackets in each other, but nests more at character " + (i + 1) + "; write it flatter");
            }
        }
        return text;
    }
}
