package joyul.check;

/** A reader of somebody's text or file that answers with a value or with one line, whatever it is given. */
public final class Guarded {
    private Guarded() {}

    /** What reads. */
    @FunctionalInterface
    public interface Reading<T> {
        T read();
    }

    /**
     * Reads; whatever goes wrong becomes one line that begins with {@code what}: a reader written for sane input throws
     * an index out of bounds, a number format, an enum constant that does not exist, or ends its stack.
     *
     * @param what the input and its place, such as {@code joyul.db: trial 7}
     * @throws InputException as the reader threw it, or with the cause in short
     */
    public static <T> T read(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (InputException mistake) {
            throw mistake;
        } catch (StackOverflowError deep) {
            throw new InputException(what + " is nested too deeply to be read; write it flatter", deep);
        } catch (RuntimeException wrong) {
            throw new InputException(
                    what + " cannot be read: it is damaged, or not what it should be (" + cause(wrong) + ")", wrong);
        }
    }

    private static String cause(RuntimeException wrong) {
        String said = wrong.getMessage();
        return said == null ? wrong.getClass().getSimpleName() : Quote.name(said);
    }
}
