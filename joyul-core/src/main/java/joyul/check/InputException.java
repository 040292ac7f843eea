package joyul.check;

import org.jspecify.annotations.Nullable;

/**
 * A mistake that the user can correct: an input, an option, a file. Its message is one line that names what is wrong,
 * the rule, the value seen and what to do; the command line prints it and exits with 2. Whatever the message quotes, it
 * stays one line of bounded length without control characters ({@link Quote}).
 *
 * <p>Where it is about a named value it carries the name, the rule and the value seen, and the place once that is known,
 * so that nobody needs to read them back from the message.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String rule;
    private final String seen;
    private final String place;

    public InputException(String message) {
        this("", "", "", "", message, null);
    }

    public InputException(String message, Throwable cause) {
        this("", "", "", "", message, cause);
    }

    private InputException(
            String key, String rule, String seen, String place, String message, @Nullable Throwable cause) {
        super(Quote.line(message), cause);
        this.key = key;
        this.rule = rule;
        this.seen = seen;
        this.place = place;
    }

    /** {@code key must be RULE, but was SEEN}. */
    public static InputException mustBe(String key, String rule, String seen) {
        return new InputException(key, rule, seen, "", key + " must be " + rule + ", but was " + seen, null);
    }

    /**
     * A complaint about a named value whose rule takes more words.
     *
     * @param complaint the message behind the name
     */
    public static InputException about(String key, String complaint) {
        return new InputException(key, "", "", "", key + " " + complaint, null);
    }

    /** The same with its place before the message, unless it has one already: {@code recipe.yaml:3:1}. */
    public InputException at(String where) {
        return where.isEmpty() || !place.isEmpty()
                ? this
                : new InputException(key, rule, seen, where, where + ": " + line(), getCause());
    }

    /**
     * The same complaint told of what holds the value; rule and value seen stay what they are.
     *
     * @param holder the name that it is about now
     * @param words what stands before the message
     */
    public InputException within(String holder, String words) {
        return new InputException(holder, rule, seen, place, words + line(), getCause());
    }

    /** The name of the value it is about; empty where it is about none. */
    public String key() {
        return key;
    }

    /** What the value must be: {@code positive and finite}; empty where the message says it in more words. */
    public String rule() {
        return rule;
    }

    /** The value seen, as the message shows it; likewise. */
    public String seen() {
        return seen;
    }

    /** Where the value stands in the input; empty where that is not known. */
    public String place() {
        return place;
    }

    /** The message: one line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
