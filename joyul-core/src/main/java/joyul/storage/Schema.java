package joyul.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import joyul.check.InputException;
import joyul.check.Quote;

/**
 * The tables of a file: Optuna's, and who may open them. Optuna compares the one row of {@code alembic_version} with
 * its own newest revision, so the stamp decides which Optuna continues our files: every one since 3.2.
 */
final class Schema {
    private static final System.Logger LOG = System.getLogger(Schema.class.getName());

    private static final String STAMP = "v3.2.0.a";
    private static final String LIBRARY = "joyul-0.1.0";

    /** The revisions whose tables are ours; between them lies only an index. */
    private static final Set<String> SAME = Set.of(STAMP, "v3.0.0.d");

    /** Optuna's revisions before 3.0, whose columns differ. */
    private static final Set<String> OLDER =
            Set.of("v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c");

    /** The least bytes of an SQLite file; SQLite takes a shorter text for an empty file and overwrites it. */
    private static final long SMALLEST = 512;

    private static final List<String> REQUIRED = List.of(
            "studies",
            "study_directions",
            "study_user_attributes",
            "study_system_attributes",
            "trials",
            "trial_user_attributes",
            "trial_system_attributes",
            "trial_params",
            "trial_values",
            "trial_intermediate_values",
            "trial_heartbeats");

    private Schema() {}

    /** Opens a file with Optuna's tables to read it; nothing of it changes, and none is made. */
    static Sql look(Path path, Duration patience) {
        Path file = path.toAbsolutePath().normalize();
        if (!Files.exists(file)) {
            throw new InputException("there is no file " + path + "; check the storage's path");
        }
        requireDatabase(file);
        Sql sql = Sql.look(file, patience);
        try {
            sql.read(() -> {
                check(sql, file, tables(sql));
                return file;
            });
            return sql;
        } catch (RuntimeException | Error failure) {
            sql.close();
            throw failure;
        }
    }

    /** Opens a file that holds Optuna's tables, or is new or empty and then gets them. */
    static Sql open(Path path, Duration patience) {
        Path file = path.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new InputException("the folder " + folder + " of the storage file " + path.getFileName()
                    + " does not exist; create it or choose another path");
        }
        requireDatabase(file);
        Sql sql = Sql.open(file, patience);
        try {
            prepare(sql, file);
            return sql;
        } catch (RuntimeException | Error failure) {
            sql.close();
            throw failure;
        }
    }

    private static void requireDatabase(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException("the storage file " + file + " is a folder; name a file in it, such as "
                    + file.resolve("joyul.db"));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(
                    "the storage file " + file + " is not a regular file (a pipe or a device); choose another file");
        }
        if (size(file) > 0 && size(file) < SMALLEST) {
            throw new InputException("the storage file " + file + " is not an SQLite database; choose another file");
        }
    }

    /** In bytes; a file that is not there has none, and one that cannot be asked is left to SQLite. */
    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void prepare(Sql sql, Path file) {
        List<String> tables = sql.read(() -> tables(sql));
        if (!tables.isEmpty()) {
            sql.read(() -> {
                check(sql, file, tables);
                return file;
            });
        }
        sql.writeAhead();
        if (tables.isEmpty()) {
            sql.write(() -> tables(sql).isEmpty() ? create(sql) : 0);
        }
    }

    private static List<String> tables(Sql sql) {
        return sql.list("select name from sqlite_master where type = 'table'", row -> String.valueOf(row.getString(1)));
    }

    private static int create(Sql sql) {
        for (String statement : definition().split(";\n", -1)) {
            if (!statement.isBlank()) {
                sql.update(statement);
            }
        }
        sql.update("insert into version_info values (1, 12, ?)", LIBRARY);
        return sql.update("insert into alembic_version values (?)", STAMP);
    }

    private static String definition() {
        try (InputStream text = Schema.class.getResourceAsStream("schema.sql")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Sql sql, Path file, List<String> tables) {
        List<String> missing =
                REQUIRED.stream().filter(name -> !tables.contains(name)).toList();
        if (tables.isEmpty()) {
            throw new InputException("the storage file " + file + " is empty: no study was ever kept in it");
        }
        if (!missing.isEmpty()) {
            throw new InputException("the storage file " + file + " belongs to another program: it has no table "
                    + missing.get(0) + " but "
                    + Quote.name(String.join(", ", tables.subList(0, Math.min(3, tables.size()))))
                    + "; choose another file");
        }
        if (!tables.contains("alembic_version")) {
            return;
        }
        for (String stamp :
                sql.list("select version_num from alembic_version", row -> String.valueOf(row.getString(1)))) {
            if (stamp.equals("null")) {
                throw new InputException("the storage file " + file + " is damaged: its table alembic_version holds no"
                        + " version; restore it from a copy or choose another file");
            }
            if (OLDER.contains(stamp)) {
                throw new InputException("the storage file " + file + " was made by an Optuna older than 3.0 (" + stamp
                        + "); run: optuna storage upgrade --storage sqlite:///" + file);
            }
            if (!SAME.contains(stamp)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the storage file {0} has the unknown schema {1}, expected {2}; it may not work",
                        file,
                        Quote.name(stamp),
                        STAMP);
            }
        }
    }
}
