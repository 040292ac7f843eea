package joyul.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.report.Report;

/**
 * The one place that prints: the result goes to the output, everything else to the log, in UTF-8. On a terminal words
 * are broken to its width, and the log ends in one live line that each call replaces; a file or a pipe gets everything
 * as it is.
 */
final class Console {
    /** The system property by which the launcher says that the log is a terminal. */
    static final String TERMINAL = "joyul.terminal";

    /** The system property by which the launcher says that the output is a terminal. */
    static final String OUTPUT_TERMINAL = "joyul.output.terminal";

    private static final long NANOS_BETWEEN = 100_000_000L;

    private final OutputStream out;
    private final OutputStream log;
    private final boolean outIsTerminal;
    private final boolean terminal;
    private final IntSupplier width;
    private final LongSupplier nanoTime;
    private Texts texts;
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
        this(out, false, log, terminal, width, nanoTime, Language.EN);
    }

    /**
     * A console on these streams.
     *
     * @param outIsTerminal whether the output is a terminal, to whose width words and tables are broken
     * @param terminal whether the log is a terminal, which shows a live line
     * @param width of the terminal in columns
     * @param language that is spoken unless another is asked for
     */
    Console(
            OutputStream out,
            boolean outIsTerminal,
            OutputStream log,
            boolean terminal,
            IntSupplier width,
            LongSupplier nanoTime,
            Language language) {
        this.out = out;
        this.outIsTerminal = outIsTerminal;
        this.log = log;
        this.terminal = terminal;
        this.width = width;
        this.nanoTime = nanoTime;
        texts = texts(language);
        shown = nanoTime.getAsLong() - NANOS_BETWEEN;
    }

    /** The texts of the command line. */
    static Texts texts(Language language) {
        return Texts.of(language).and(Report.class).and(Console.class);
    }

    /** The streams of this process. */
    static Console system() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                Boolean.getBoolean(OUTPUT_TERMINAL),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean(TERMINAL),
                new TerminalWidth(System::nanoTime),
                System::nanoTime,
                Language.ofLocale(System::getenv));
    }

    /** Speaks this language from now on. */
    void speak(Language language) {
        if (texts.language() != language) {
            texts = texts(language);
        }
    }

    Language language() {
        return texts.language();
    }

    Texts texts() {
        return texts;
    }

    /** A text in the language that is spoken; names and arguments of its gaps in turns. */
    String say(String key, Object... namesAndArguments) {
        return texts.say(key, namesAndArguments);
    }

    /** How the result is put into words: without bound to its width where it is not shown on a terminal. */
    Speech speech() {
        return new Speech(texts, outIsTerminal ? width.getAsInt() : Integer.MAX_VALUE);
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

    /** Prints words, broken to a terminal's width; what programs read is {@link #print printed}. */
    void tell(String text) {
        print(outIsTerminal ? Paragraph.fitted(text, width.getAsInt()) : text);
    }

    /** Writes a line to the log. */
    synchronized void log(String text) {
        clear();
        write((terminal ? Paragraph.fitted(text, width.getAsInt()) : text) + "\n");
    }

    /** Writes a note that was worded elsewhere to the log, in the language that is spoken. */
    void note(String note) {
        log(texts.retold(note));
    }

    /**
     * Writes the first of these lines that fits the terminal; where the log is none, the first one.
     *
     * @param forms of one line, the most complete first
     */
    void log(List<String> forms) {
        log(terminal ? fitting(forms, width.getAsInt()) : forms.get(0));
    }

    /** The first that fits, else the last. */
    private static String fitting(List<String> forms, int columns) {
        return forms.stream()
                .filter(form -> Columns.of(form) <= columns)
                .findFirst()
                .orElse(forms.get(forms.size() - 1));
    }

    /** Replaces the live line, at most ten times a second; nothing where the log is no terminal. */
    void live(String text) {
        live(() -> List.of(text));
    }

    /** The same in several forms, the most complete first, worded only where one is shown: at every training step. */
    synchronized void live(Supplier<List<String>> forms) {
        long now = nanoTime.getAsLong();
        if (terminal && now - shown >= NANOS_BETWEEN) {
            shown = now;
            lineIsShown = true;
            // One column stays free: a line that fills the last one wraps on some terminals.
            int columns = width.getAsInt() - 1;
            write("\r" + Columns.cut(fitting(forms.get(), columns), columns) + "\u001b[K");
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
