package joyul.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import joyul.check.InputException;

/**
 * The one place that prints: the result goes to the output, everything else to the log, in UTF-8. On a terminal the log
 * ends in one live line that each call replaces.
 */
final class Console {
    /** The system property by which the launcher says that the log is a terminal. */
    static final String TERMINAL = "joyul.terminal";

    private static final long NANOS_BETWEEN = 100_000_000L;

    private final OutputStream out;
    private final OutputStream log;
    private final boolean terminal;
    private final IntSupplier width;
    private final LongSupplier nanoTime;
    private boolean outputIsClosed;
    private boolean lineIsShown;
    private long shown;

    /**
     * A console on these streams.
     *
     * @param terminal whether the log is a terminal, which shows a live line
     * @param width of the terminal in columns
     */
    Console(OutputStream out, OutputStream log, boolean terminal, IntSupplier width, LongSupplier nanoTime) {
        this.out = out;
        this.log = log;
        this.terminal = terminal;
        this.width = width;
        this.nanoTime = nanoTime;
        shown = nanoTime.getAsLong() - NANOS_BETWEEN;
    }

    /** The streams of this process. */
    static Console system() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean(TERMINAL),
                new TerminalWidth(System::nanoTime),
                System::nanoTime);
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Prints a part of the result as it is. A reader that has gone away ({@code | head}) is no failure. */
    synchronized void print(String text) {
        clear();
        if (outputIsClosed) {
            return;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            String cause = String.valueOf(e.getMessage());
            if (!cause.toLowerCase(Locale.ROOT).contains("pipe")) {
                throw new InputException(
                        "cannot write the output: " + cause + "; free some space or send it elsewhere", e);
            }
            outputIsClosed = true;
        }
    }

    /** Prints a line of the result. */
    void line(String text) {
        print(text + "\n");
    }

    /** Writes a line to the log. */
    synchronized void log(String text) {
        clear();
        write(text + "\n");
    }

    /** Replaces the live line, at most ten times a second; nothing where the log is no terminal. */
    void live(String text) {
        live(() -> text);
    }

    /** The same, worded only where it is shown: it is asked at every training step. */
    synchronized void live(Supplier<String> text) {
        long now = nanoTime.getAsLong();
        if (terminal && now - shown >= NANOS_BETWEEN) {
            shown = now;
            lineIsShown = true;
            // One column stays free: a line that fills the last one wraps on some terminals.
            write("\r" + Columns.cut(text.get(), width.getAsInt() - 1) + "\u001b[K");
        }
    }

    /** Takes the live line away. */
    synchronized void clear() {
        if (lineIsShown) {
            lineIsShown = false;
            write("\r\u001b[K");
        }
    }

    private void write(String text) {
        try {
            log.write(text.getBytes(StandardCharsets.UTF_8));
            log.flush();
        } catch (IOException e) {
            // Nobody reads the log any more; the work goes on.
            return;
        }
    }
}
