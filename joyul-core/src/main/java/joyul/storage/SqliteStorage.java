package joyul.storage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.Domain;
import joyul.space.Point;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Studies in an SQLite file with Optuna's tables, for any number of threads and processes on one machine. Each call is
 * one transaction, so a killed process leaves a file that opens; a power cut may lose the last moments.
 *
 * <p>Joyul's attributes are Optuna's user attributes. Its system attributes stay as they are, but for the values fixed
 * in advance of a waiting trial.
 */
final class SqliteStorage implements Storage {
    /** How long a call waits for other writers; each holds the file for about a millisecond. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String KEY = "\"key\"";

    private static final String SET_STUDY_ATTRIBUTE =
            upsert("study_user_attributes", List.of("study_id", KEY), List.of("value_json"));
    private static final String SET_ATTRIBUTE =
            upsert("trial_user_attributes", List.of("trial_id", KEY), List.of("value_json"));
    private static final String SET_FIXED =
            upsert("trial_system_attributes", List.of("trial_id", KEY), List.of("value_json"));
    private static final String SET_PARAMETER =
            upsert("trial_params", List.of("trial_id", "param_name"), List.of("param_value", "distribution_json"));
    private static final String SET_READING = upsert(
            "trial_intermediate_values",
            List.of("trial_id", "step"),
            List.of("intermediate_value", "intermediate_value_type"));
    private static final String SET_VALUE =
            upsert("trial_values", List.of("trial_id", "objective"), List.of("value", "value_type"));

    private final Sql sql;
    private final Clock clock;
    private final TrialRows rows;
    private final Leases leases;
    private final Abandoned abandoned;

    /** The distribution under which a study's parameter was first stored, by study and name. */
    private final Map<String, String> distributions = new HashMap<>();

    SqliteStorage(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        this.rows = new TrialRows(sql);
        this.leases = new Leases(sql);
        this.abandoned = new Abandoned(sql);
    }

    static SqliteStorage open(Path file, Duration patience, Clock clock) {
        return new SqliteStorage(Schema.open(file, patience), clock);
    }

    /** A file that is there, to read it; what writes fails. */
    static SqliteStorage look(Path file) {
        return new SqliteStorage(Schema.look(file, PATIENCE), Clock.systemUTC());
    }

    @Override
    public long createStudy(String name, Direction direction) {
        Rules.name("a study's name", name);
        return sql.write(() -> {
            if (find(name).isPresent()) {
                throw Rules.taken(name);
            }
            long study = sql.insert("insert into studies (study_name) values (?)", name);
            sql.update(
                    "insert into study_directions (direction, study_id, objective) values (?, ?, 0)",
                    direction.name(),
                    study);
            return study;
        });
    }

    @Override
    public OptionalLong findStudy(String name) {
        Optional<Long> study = sql.read(() -> find(name));
        return study.isPresent() ? OptionalLong.of(study.get()) : OptionalLong.empty();
    }

    private Optional<Long> find(String name) {
        return sql.first("select study_id from studies where study_name = ?", row -> row.getLong(1), name);
    }

    @Override
    public List<String> studyNames() {
        return sql.read(() ->
                sql.list("select study_name from studies order by study_id", row -> String.valueOf(row.getString(1))));
    }

    @Override
    public Direction direction(long study) {
        List<String> directions = sql.read(() -> sql.list(
                "select direction from study_directions where study_id = ? order by objective",
                row -> row.getString(1),
                study));
        if (directions.isEmpty()) {
            reading(study, () -> study);
            throw new InputException("the storage file " + sql.file() + ", table study_directions: study " + study
                    + " has no direction; restore the file from a copy or choose another study");
        }
        if (directions.size() > 1) {
            throw new InputException("a study must have one objective, but study " + study + " has " + directions.size()
                    + "; choose another study");
        }
        return switch (String.valueOf(directions.get(0))) {
            case "MAXIMIZE" -> Direction.MAXIMIZE;
            // NOT_SET is left from Optuna's early days, and minimizing its default.
            case "MINIMIZE", "NOT_SET" -> Direction.MINIMIZE;
            default ->
                throw new InputException("the storage file " + sql.file() + ", table study_directions, study "
                        + study + ": a direction must be MINIMIZE or MAXIMIZE, but was "
                        + Quote.of(String.valueOf(directions.get(0))));
        };
    }

    @Override
    public Map<String, Object> studyAttributes(long study) {
        return reading(study, () -> {
            Map<String, Object> attributes = new LinkedHashMap<>();
            sql.each(
                    "select \"key\", value_json from study_user_attributes where study_id = ? order by rowid",
                    sql.placed(
                            row -> "table study_user_attributes, study " + study,
                            row -> attributes.put(row.getString(1), Json.read(row.getString(2)))),
                    study);
            return Collections.unmodifiableMap(attributes);
        });
    }

    @Override
    public void setStudyAttribute(long study, String key, Object value) {
        Rules.name("an attribute's key", key);
        String json = Json.write(value);
        writing(study, () -> sql.update(SET_STUDY_ATTRIBUTE, study, key, json));
    }

    @Override
    public boolean replaceStudyAttribute(long study, String key, @Nullable Object expected, Object value) {
        Rules.name("an attribute's key", key);
        String json = Json.write(value);
        return writing(study, () -> {
            Object now = sql.first(
                            "select value_json from study_user_attributes where study_id = ? and \"key\" = ?",
                            row -> row.getString(1),
                            study,
                            key)
                    .map(Json::read)
                    .orElse(null);
            boolean same = Objects.equals(now, expected);
            if (same) {
                sql.update(SET_STUDY_ATTRIBUTE, study, key, json);
            }
            return same;
        });
    }

    @Override
    public Trial startTrial(long study) {
        return writing(study, () -> {
            long trial = add(study, TrialState.RUNNING, now());
            leases.hold(trial);
            return rows.one(trial);
        });
    }

    @Override
    public Trial enqueueTrial(long study, Point fixed) {
        String json = Json.write(fixed.asMap());
        return writing(study, () -> {
            long trial = add(study, TrialState.WAITING, null);
            sql.update(SET_FIXED, trial, TrialRows.FIXED, json);
            return rows.one(trial);
        });
    }

    /** Trials are never deleted, so the number of earlier ones is free. */
    private long add(long study, TrialState state, @Nullable String started) {
        return sql.insert(
                "insert into trials (number, study_id, state, datetime_start)"
                        + " select count(*), ?, ?, ? from trials where study_id = ?",
                study,
                state.name(),
                started,
                study);
    }

    @Override
    public Optional<Trial> startWaitingTrial(long study) {
        return writing(study, () -> {
            Optional<Long> oldest = sql.first(
                    "select trial_id from trials where study_id = ? and state = 'WAITING' order by trial_id limit 1",
                    row -> row.getLong(1),
                    study);
            oldest.ifPresent(trial -> {
                sql.update("update trials set state = 'RUNNING', datetime_start = ? where trial_id = ?", now(), trial);
                leases.hold(trial);
            });
            return oldest.map(rows::one);
        });
    }

    @Override
    public void setParameter(long trial, String name, Object value, Domain domain) {
        Rules.name("a parameter's name", name);
        double code = Rules.code(name, value, domain);
        sql.write(() -> {
            String json = distribution(changing(trial), name, domain);
            return sql.update(SET_PARAMETER, trial, name, code, json);
        });
    }

    /** The domain's text; that of the first trial where the two mean the same, so that Optuna's null stays null. */
    private String distribution(long study, String name, Domain domain) {
        String parameter = study + " " + name;
        String first = distributions.get(parameter);
        if (first == null) {
            first = sql.first(
                            "select distribution_json from trials join trial_params using (trial_id)"
                                    + " where study_id = ? and param_name = ? limit 1",
                            row -> row.getString(1),
                            study,
                            name)
                    .orElse(null);
        }
        if (first == null) {
            return Distributions.write(domain);
        }
        distributions.put(parameter, first);
        Domain earlier = rows.domain(first);
        Rules.compatible(name, earlier, domain);
        return earlier.equals(domain) ? first : Distributions.write(domain);
    }

    @Override
    public void setReading(long trial, int step, double value) {
        sql.write(() -> {
            changing(trial);
            return reading(trial, step, value);
        });
    }

    private int reading(long trial, int step, double value) {
        return sql.update(
                SET_READING,
                trial,
                step,
                ValueType.column(value),
                ValueType.of(value).name());
    }

    @Override
    public void setAttribute(long trial, String key, Object value) {
        Rules.name("an attribute's key", key);
        String json = Json.write(value);
        sql.write(() -> {
            changing(trial);
            return sql.update(SET_ATTRIBUTE, trial, key, json);
        });
    }

    @Override
    public boolean finish(long trial, TrialState state, @Nullable Double value) {
        Rules.end(state, value);
        leases.drop(trial);
        return sql.write(() -> {
            if (head(trial).state().finished()) {
                return false;
            }
            if (value != null) {
                sql.update(
                        SET_VALUE,
                        trial,
                        0,
                        ValueType.column(value),
                        ValueType.of(value).name());
            }
            sql.update(
                    "update trials set state = ?, datetime_complete = ? where trial_id = ?",
                    state.name(),
                    now(),
                    trial);
            return true;
        });
    }

    @Override
    public Trial trial(long trial) {
        return sql.read(() -> rows.one(trial));
    }

    @Override
    public List<Trial> trials(long study) {
        return reading(study, () -> rows.all(study));
    }

    @Override
    public boolean take(long trial) {
        return sql.write(() -> {
            boolean free = leases.of(trial).stream().anyMatch(Leases.Lease::free);
            if (free) {
                leases.hold(trial);
            }
            return free;
        });
    }

    @Override
    public void pause(long trial, int step, double value) {
        sql.write(() -> {
            changing(trial);
            reading(trial, step, value);
            leases.release(trial);
            return trial;
        });
    }

    @Override
    public boolean promote(long trial, int rung) {
        return sql.write(() -> {
            boolean first =
                    rows.one(trial).rung() < rung && leases.of(trial).stream().anyMatch(Leases.Lease::free);
            if (first) {
                leases.hold(trial);
                sql.update(SET_ATTRIBUTE, trial, Trial.RUNG, Json.write(rung));
            }
            return first;
        });
    }

    @Override
    public void release(long trial) {
        sql.write(() -> {
            changing(trial);
            leases.release(trial);
            return trial;
        });
    }

    @Override
    public Set<Long> abandoned(long study) {
        return reading(study, () -> leases.abandoned(study)).stream()
                .map(Leases.Lease::trial)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Trial> endAbandoned(long study, int retries) {
        if (abandoned(study).isEmpty()) {
            return List.of();
        }
        return writing(study, () -> {
            List<Trial> ended = new ArrayList<>();
            for (Leases.Lease lease : leases.abandoned(study)) {
                abandoned.end(lease, now());
                if (abandoned.retriesSoFar(lease.trial()) < retries) {
                    abandoned.retry(lease, add(study, TrialState.WAITING, null));
                }
                ended.add(rows.one(lease.trial()));
            }
            return ended;
        });
    }

    @Override
    public void close() {
        leases.close();
        sql.close();
    }

    /** A transaction that reads a study, which must exist. */
    private <T> T reading(long study, Supplier<T> work) {
        return sql.read(() -> {
            exists(study);
            return work.get();
        });
    }

    /** A transaction that writes to a study, which must exist. */
    private <T> T writing(long study, Supplier<T> work) {
        return sql.write(() -> {
            exists(study);
            return work.get();
        });
    }

    private void exists(long study) {
        if (sql.first("select 1 from studies where study_id = ?", row -> row.getInt(1), study)
                .isEmpty()) {
            throw Rules.noStudy(study);
        }
    }

    /** What decides whether a trial may change. */
    private record Head(long study, int number, TrialState state) {}

    private Head head(long trial) {
        return sql.first(
                        "select study_id, number, state from trials where trial_id = ?",
                        row -> new Head(row.getLong(1), row.getInt(2), TrialState.valueOf(row.getString(3))),
                        trial)
                .orElseThrow(() -> Rules.noTrial(trial));
    }

    /** Makes sure that the trial may change and gives its study. */
    private long changing(long trial) {
        Head head = head(trial);
        Rules.open(head.number(), head.state());
        return head.study();
    }

    private String now() {
        return TrialRows.text(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static String upsert(String table, List<String> keys, List<String> values) {
        String columns = String.join(", ", keys) + ", " + String.join(", ", values);
        String places = columns.replaceAll("[^,]+", "?");
        String changes =
                values.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
        return "insert into " + table + " (" + columns + ") values (" + places + ") on conflict ("
                + String.join(", ", keys) + ") do update set " + changes;
    }
}
