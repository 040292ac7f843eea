package joyul.storage;

import java.util.ArrayList;
import java.util.List;
import joyul.study.Outcome;
import joyul.study.Study;
import joyul.study.TrialState;

/**
 * What becomes of an abandoned trial: it fails, and where asked a waiting one takes its place. The rows are those that
 * Optuna's {@code RetryHeartbeatStaleTrialCallback} writes, so that either library counts the other's retries. All calls
 * run within a transaction that writes.
 */
final class Abandoned {
    /** The number of the first trial at that point. */
    private static final String FIRST = "failed_trial";

    /** The numbers of all earlier trials at that point. */
    private static final String HISTORY = "retry_history";

    private static final String SYSTEM =
            "select value_json from trial_system_attributes where trial_id = ? and \"key\" = ?";
    private static final String SET_SYSTEM =
            "insert into trial_system_attributes (trial_id, \"key\", value_json) values (?, ?, ?)";
    private static final String SET_USER = "insert into trial_user_attributes (trial_id, \"key\", value_json)"
            + " values (?, ?, ?) on conflict (trial_id, \"key\") do update set value_json = excluded.value_json";

    private final Sql sql;

    Abandoned(Sql sql) {
        this.sql = sql;
    }

    void end(Leases.Lease lease, String now) {
        String reason = lease.who() + " ended without a result, last heard of at " + lease.heartbeat() + " UTC";
        sql.update(SET_USER, lease.trial(), Study.REASON, Json.write(reason));
        sql.update(SET_USER, lease.trial(), Outcome.ATTRIBUTE, Json.write(Outcome.FAILED.text()));
        sql.update(
                "update trials set state = ?, datetime_complete = ? where trial_id = ?",
                TrialState.FAIL.name(),
                now,
                lease.trial());
    }

    int retriesSoFar(long trial) {
        return history(trial).size();
    }

    private List<Object> history(long trial) {
        return sql.first(SYSTEM, row -> row.getString(1), trial, HISTORY)
                .map(Json::read)
                .filter(List.class::isInstance)
                .map(stored -> List.<Object>copyOf((List<?>) stored))
                .orElse(List.of());
    }

    /** Gives a waiting trial what the failed one had chosen, and what was fixed for it in advance. */
    void retry(Leases.Lease failed, long waiting) {
        List<Object> history = new ArrayList<>(history(failed.trial()));
        history.add(failed.number());
        sql.update(SET_SYSTEM, waiting, FIRST, Json.write(history.get(0)));
        sql.update(SET_SYSTEM, waiting, HISTORY, Json.write(history));
        sql.update(
                "insert into trial_system_attributes (trial_id, \"key\", value_json) select ?, \"key\", value_json"
                        + " from trial_system_attributes where trial_id = ? and \"key\" = ?",
                waiting,
                failed.trial(),
                TrialRows.FIXED);
        sql.update(
                "insert into trial_params (trial_id, param_name, param_value, distribution_json)"
                        + " select ?, param_name, param_value, distribution_json from trial_params where trial_id = ?",
                waiting,
                failed.trial());
    }
}
