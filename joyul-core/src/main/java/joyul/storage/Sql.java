package joyul.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One connection to an SQLite file, and a lock that gives it to one thread at a time. What the user can correct (a full
 * disk, a locked file) becomes an {@link InputException}.
 *
 * <p>JDBC's auto-commit stays on and transactions are sent as SQL: without it the driver opens a new transaction after
 * each commit, so an idle connection would lock everybody out.
 */
final class Sql implements AutoCloseable {
    /** Reads one value from the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does something with the current row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    /** SQLite's READONLY_ROLLBACK: only a program that may write could undo what was begun. */
    private static final int HOT_JOURNAL = 776;

    /** How long the switch to the write-ahead log waits for others; the next opening tries again. */
    private static final Duration SWITCH_PATIENCE = Duration.ofMillis(500);

    private final Path file;
    private final Duration patience;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private Sql(Path file, Duration patience, Connection connection) {
        this.file = file;
        this.patience = patience;
        this.connection = connection;
    }

    /**
     * Opens or creates a file.
     *
     * @param patience how long a call waits while another process writes
     */
    static Sql open(Path file, Duration patience) {
        NativeLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        try {
            // As a URI, because the driver would cut a plain path at a question mark.
            return new Sql(file, patience, config.createConnection("jdbc:sqlite:" + file.toUri()));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** As {@link #open} for a file that is there, of which nothing changes and beside which no file appears. */
    static Sql look(Path file, Duration patience) {
        NativeLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        config.setReadOnly(true);
        try {
            return new Sql(file, patience, config.createConnection("jdbc:sqlite:" + file.toUri() + Look.at(file)));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    Path file() {
        return file;
    }

    /** A transaction that writes; it holds the file's write lock from its first statement on. */
    <T> T write(Supplier<T> work) {
        return transaction("begin immediate", work);
    }

    /** A transaction that reads one state of the file. */
    <T> T read(Supplier<T> work) {
        return transaction("begin", work);
    }

    private <T> T transaction(String begin, Supplier<T> work) {
        lock.lock();
        try {
            update(begin);
            try {
                T result = work.get();
                update("commit");
                return result;
            } catch (RuntimeException | Error failure) {
                rollback(failure);
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private void rollback(Throwable failure) {
        try (PreparedStatement statement = connection.prepareStatement("rollback")) {
            statement.execute();
        } catch (SQLException e) {
            // SQLite has rolled back by itself, as it does on a full disk.
            failure.addSuppressed(e);
        }
    }

    /** Runs a statement within the transaction and gives the number of rows changed. */
    int update(String sql, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Inserts a row within the transaction and gives its id. */
    long insert(String sql, @Nullable Object... arguments) {
        update(sql, arguments);
        return first("select last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    }

    <T> List<T> list(String sql, Row<T> reader, @Nullable Object... arguments) {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(reader.read(row)), arguments);
        return found;
    }

    void each(String sql, RowConsumer consumer, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged(file, e);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** A reader of rows whose troubles, whatever they are, come as one line with their place in the file. */
    RowConsumer placed(Row<String> place, RowConsumer reader) {
        return row -> {
            try {
                reader.accept(row);
            } catch (RuntimeException wrong) {
                String said = wrong.getMessage() == null ? "its content makes no sense" : wrong.getMessage();
                throw new InputException("the storage file " + file + ", " + place.read(row) + ": " + said, wrong);
            }
        };
    }

    <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... arguments) {
        return list(sql, reader, arguments).stream().findFirst();
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /**
     * Switches to the write-ahead log, in which readers and a writer do not wait for each other. A file that another
     * program is using stays as it is, which is slower but as safe.
     */
    void writeAhead() {
        lock.lock();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = " + SWITCH_PATIENCE.toMillis());
            try {
                statement.execute("pragma journal_mode = wal");
            } catch (SQLException e) {
                if (!busy(e)) {
                    throw e;
                }
            }
            statement.execute("pragma busy_timeout = " + patience.toMillis());
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Moves the log into the file, so that the file alone is complete, and closes; a second call does nothing. */
    @Override
    public void close() {
        lock.lock();
        try (connection) {
            if (!connection.isClosed() && !connection.isReadOnly()) {
                list("pragma wal_checkpoint(passive)", row -> row.getInt(1));
            }
        } catch (InputException e) {
            // On a full disk the log stays beside the file: nothing is lost, and the next opening reads it.
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean busy(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == 5 || code == 6;
    }

    /** The exception for an SQL error, by SQLite's result code (sqlite.org/rescode.html). */
    private static RuntimeException failure(Path file, SQLException e) {
        String trouble = switch (e.getErrorCode() & 0xff) {
            case 5, 6 -> "is locked by another program; close that program or wait, then try again";
            case 8 ->
                e.getErrorCode() == HOT_JOURNAL
                        ? "was left in the middle of a write by a program that ended; go on with its study once, which mends it"
                        : "cannot be written; give it and its folder write permission or choose another file";
            case 10 -> "could not be read or written; check that the disk is neither full nor failing";
            case 11 -> "is damaged; restore it from a copy or choose another file";
            case 13 -> "cannot grow because the disk is full; free some space and try again";
            case 14 -> "could not be opened; check the path and its permissions";
            case 26 -> "is not an SQLite database; choose another file";
            default -> null;
        };
        if (trouble != null) {
            return new InputException("the storage file " + file + " " + trouble, e);
        }
        if (e.getErrorCode() == 0) {
            return new IllegalStateException("SQL failed on " + file + ": " + e.getMessage(), e);
        }
        return damaged(file, e);
    }

    /** Whatever else SQLite or a reader of its rows stumbles over is the file's content. */
    private static InputException damaged(Path file, Exception e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new InputException(
                "the storage file " + file + " is damaged or no study's (" + Quote.name(said)
                        + "); restore it from a copy or choose another file",
                e);
    }
}
