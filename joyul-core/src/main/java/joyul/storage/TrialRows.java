package joyul.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.Domain;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Reads trials from their rows. A finished trial never changes, so it is read once; reading a study again costs only
 * its new and unfinished trials. All calls run within a transaction of the connection, which one thread holds.
 */
final class TrialRows {
    /** The system attribute in which Optuna keeps the values fixed in advance. */
    static final String FIXED = "fixed_params";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final Sql sql;
    private final Map<Long, Known> studies = new HashMap<>();
    private final Map<String, Domain> domains = new HashMap<>();

    TrialRows(Sql sql) {
        this.sql = sql;
    }

    /** What has been read of one study. */
    private static final class Known {
        final TreeMap<Integer, Trial> finished = new TreeMap<>();
        final Set<Long> unfinished = new TreeSet<>();
        long newest;
    }

    /** All trials of a study by number. */
    List<Trial> all(long study) {
        Known known = studies.computeIfAbsent(study, id -> new Known());
        List<Long> added = sql.list(
                "select trial_id from trials where study_id = ? and trial_id > ? order by trial_id",
                row -> row.getLong(1),
                study,
                known.newest);
        List<Long> wanted = new ArrayList<>(known.unfinished);
        wanted.addAll(added);
        TreeMap<Integer, Trial> all = new TreeMap<>(known.finished);
        for (Draft draft : read(wanted)) {
            Trial trial = draft.snapshot();
            Trial other = all.put(trial.number(), trial);
            if (other != null) {
                throw new InputException("the storage file " + sql.file() + ", table trials, the trials with ids "
                        + other.id() + " and " + trial.id() + ": both have the number " + trial.number());
            }
            if (trial.state().finished()) {
                known.finished.put(trial.number(), trial);
                known.unfinished.remove(trial.id());
            } else {
                known.unfinished.add(trial.id());
            }
            // Ids grow in the order of commits, because a trial is created under the write lock.
            known.newest = Math.max(known.newest, trial.id());
        }
        return List.copyOf(all.values());
    }

    Trial one(long id) {
        return read(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Rules.noTrial(id))
                .snapshot();
    }

    private Collection<Draft> read(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        read(ids, "trials", "number, d.state, d.datetime_start, d.datetime_complete", row -> {
            long id = row.getLong("trial_id");
            Draft draft = new Draft(id, whole(row, "number"), state(row), time(row, "datetime_start"));
            draft.completed = time(row, "datetime_complete");
            drafts.put(id, draft);
        });
        read(ids, "trial_values", "objective, d.value, d.value_type", row -> {
            if (row.getInt("objective") == 0) {
                draft(drafts, row).value = typed(row, "value");
            }
        });
        read(ids, "trial_params", "param_name, d.param_value, d.distribution_json", row -> {
            String name = text(row, "param_name");
            Domain domain = domain(text(row, "distribution_json"));
            draft(drafts, row).setParameter(name, Distributions.code(name, number(row, "param_value"), domain), domain);
        });
        read(ids, "trial_intermediate_values", "step, d.intermediate_value, d.intermediate_value_type", row -> {
            draft(drafts, row).readings.put(whole(row, "step"), typed(row, "intermediate_value"));
        });
        read(ids, "trial_user_attributes", "key, d.value_json", row -> {
            draft(drafts, row).attributes.put(text(row, "key"), Json.read(text(row, "value_json")));
        });
        read(ids, "trial_system_attributes", "key, d.value_json", row -> {
            if (FIXED.equals(row.getString("key"))) {
                draft(drafts, row).fixed.putAll(Distributions.fixed(text(row, "value_json")));
            }
        });
        return drafts.values();
    }

    /** The rows of some trials in the order of their creation; a list of numbers is a JSON array as it prints. */
    private void read(List<Long> ids, String table, String columns, Sql.RowConsumer consumer) {
        String query = "select d.trial_id, d." + columns + " from json_each(?) wanted join " + table
                + " d on d.trial_id = wanted.value order by d.rowid";
        Sql.Row<String> place = row -> "table " + table + ", the trial with id " + row.getLong("trial_id");
        sql.each(query, sql.placed(place, consumer), ids.toString());
    }

    private static Draft draft(Map<Long, Draft> drafts, ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getLong("trial_id"));
        if (draft == null) {
            throw new InputException("the table trials has no such trial");
        }
        return draft;
    }

    private static TrialState state(ResultSet row) throws SQLException {
        return one(TrialState.class, text(row, "state"));
    }

    private static double typed(ResultSet row, String column) throws SQLException {
        ValueType type = one(ValueType.class, text(row, column + "_type"));
        return type == ValueType.FINITE ? number(row, column) : type.number();
    }

    /** The constant of that name; the exception lists all. */
    static <E extends Enum<E>> E one(Class<E> type, @Nullable String name) {
        return EnumSet.allOf(type).stream()
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "must be one of " + EnumSet.allOf(type) + ", but was " + Quote.of(String.valueOf(name))));
    }

    /** SQLite keeps any type in any column, and JDBC would make a 0 of most. */
    private static double number(ResultSet row, String column) throws SQLException {
        if (row.getObject(column) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(column + " must be a number, but was " + shown(row, column));
    }

    private static int whole(ResultSet row, String column) throws SQLException {
        double number = number(row, column);
        if (number == Math.rint(number) && number >= 0 && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        throw new InputException(
                column + " must be a whole number from 0 to " + Integer.MAX_VALUE + ", but was " + shown(row, column));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new InputException(column + " must be a text, but was absent");
        }
        return text;
    }

    private static String shown(ResultSet row, String column) throws SQLException {
        return Quote.of(String.valueOf(row.getString(column)));
    }

    /** The domain behind a text that many trials share. */
    Domain domain(String distribution) {
        return domains.computeIfAbsent(distribution, Distributions::read);
    }

    /** Times stand in UTC without saying so, as Optuna 5 writes them; Optuna 4 wrote local time. */
    static String text(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        try {
            return text == null
                    ? null
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException wrong) {
            throw new InputException(
                    column + " must be a time such as 2026-11-25 01:02:03.456789, but was " + shown(row, column),
                    wrong);
        }
    }
}
