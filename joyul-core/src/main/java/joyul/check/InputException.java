package joyul.check;

/**
 * A mistake that the user can correct: an input, an option, a file. Its message is one line that names what is wrong,
 * the rule, the value seen and what to do; the command line prints it and exits with 2. Whatever the message quotes, it
 * stays one line of bounded length without control characters ({@link Quote}).
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(Quote.line(message));
    }

    public InputException(String message, Throwable cause) {
        super(Quote.line(message), cause);
    }

    /** The message: one line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
