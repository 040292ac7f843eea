package joyul.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import joyul.check.InputException;

/** What Joyul warns of through the logging API, as notes of the command line: one line each, said once. */
final class LoggedNotes extends Handler {
    /** Held here, because the system forgets a logger that nobody holds, and its handlers with it. */
    private static final Logger JOYUL = Logger.getLogger("joyul");

    private final Console console;
    private final Set<String> said = new HashSet<>();

    private LoggedNotes(Console console) {
        this.console = console;
        setLevel(Level.WARNING);
    }

    /** Shows the notes on this console, and nowhere else, until it is closed. */
    static LoggedNotes on(Console console) {
        LoggedNotes notes = new LoggedNotes(console);
        JOYUL.addHandler(notes);
        JOYUL.setUseParentHandlers(false);
        return notes;
    }

    @Override
    public synchronized void publish(LogRecord record) {
        String line = new InputException(new SimpleFormatter().formatMessage(record)).line();
        if (isLoggable(record) && said.add(line)) {
            console.note(line);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        JOYUL.removeHandler(this);
        JOYUL.setUseParentHandlers(true);
    }
}
