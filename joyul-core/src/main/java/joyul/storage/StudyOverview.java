package joyul.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.study.Direction;
import joyul.study.Trial;
import joyul.study.TrialState;

/**
 * What a study in a file is, as far as it can be told, be it another program's or damaged.
 *
 * @param objectives how many values its trials have; a study with other than one cannot be opened
 * @param states how many trials there are by state
 * @param best the best value, where it can be opened and has one
 * @param obstacle why this version cannot open it, although it is whole
 * @param damage what is wrong with its rows
 */
public record StudyOverview(
        String name,
        int objectives,
        Map<TrialState, Integer> states,
        Optional<Double> best,
        Optional<String> obstacle,
        Optional<String> damage) {
    /** How many trials it has in all. */
    public int trials() {
        return states.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those of all studies of a file, oldest first. */
    static List<StudyOverview> all(Sql sql, SqliteStorage storage) {
        return sql
                .read(() -> sql.list(
                        "select study_id, study_name from studies order by study_id",
                        row -> Map.entry(row.getLong(1), String.valueOf(row.getString(2)))))
                .stream()
                .map(study -> of(sql, storage, study.getKey(), study.getValue()))
                .toList();
    }

    private static StudyOverview of(Sql sql, SqliteStorage storage, long study, String name) {
        int objectives = 0;
        Map<TrialState, Integer> states = new TreeMap<>();
        try {
            objectives = sql.read(() ->
                            sql.list("select 1 from study_directions where study_id = ?", row -> row.getInt(1), study))
                    .size();
            states.putAll(states(sql, study));
            Optional<String> obstacle = obstacle(sql, study, objectives);
            Optional<Double> best =
                    obstacle.isPresent() ? Optional.empty() : best(storage.trials(study), storage.direction(study));
            return new StudyOverview(name, objectives, states, best, obstacle, Optional.empty());
        } catch (InputException wrong) {
            return new StudyOverview(
                    name, objectives, states, Optional.empty(), Optional.empty(), Optional.of(wrong.line()));
        }
    }

    private static Map<TrialState, Integer> states(Sql sql, long study) {
        Map<TrialState, Integer> states = new TreeMap<>();
        sql.read(() -> {
            sql.each(
                    "select state, count(*) from trials where study_id = ? group by state",
                    sql.placed(
                            row -> "table trials, study " + study,
                            row -> states.put(TrialRows.one(TrialState.class, row.getString(1)), row.getInt(2))),
                    study);
            return states;
        });
        return states;
    }

    private static Optional<String> obstacle(Sql sql, long study, int objectives) {
        if (objectives > 1) {
            return Optional.of("it has " + objectives + " objectives, and Joyul searches for one");
        }
        return sql
                .read(() -> sql.list(
                        "select distinct param_name, distribution_json from trials join trial_params using (trial_id)"
                                + " where study_id = ?",
                        row -> Map.entry(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))),
                        study))
                .stream()
                .flatMap(parameter -> Distributions.obstacle(parameter.getValue()).stream()
                        .map(why -> "parameter " + Quote.of(parameter.getKey()) + ": " + why))
                .findFirst();
    }

    private static Optional<Double> best(List<Trial> trials, Direction direction) {
        return trials.stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .flatMap(trial -> Optional.ofNullable(trial.value()).stream())
                .min(Comparator.comparingDouble(direction::loss));
    }
}
