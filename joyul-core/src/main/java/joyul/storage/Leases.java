package joyul.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who runs which trial, in Optuna's table of heartbeats, so that a killed process's trials are found.
 *
 * <p>A process that runs a trial beats for it every {@link #INTERVAL} from a daemon thread, and leaves its own name
 * beside it. Where that name can be looked up, the process lives or has died for certain; else a trial is abandoned when
 * the last heartbeat is older than a grace period. Times are the database's own, as in Optuna: one clock decides. A
 * running trial without a heartbeat (of an Optuna without them, or let go) is nobody's and never abandoned.
 */
final class Leases implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Outlasts a machine so busy that five heartbeats in a row are late. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** For trials of Optuna, whose own grace period is not stored; its documentation proposes two minutes. */
    static final Duration FOREIGN_GRACE = Duration.ofMinutes(10);

    /** The trial's system attribute, which Optuna leaves alone, with the process that runs it. */
    private static final String RUNNER = "joyul:runner";

    private static final String BEAT =
            "insert into trial_heartbeats (trial_id, heartbeat) values (?, current_timestamp)"
                    + " on conflict (trial_id) do update set heartbeat = excluded.heartbeat";
    private static final String SET_RUNNER = "insert into trial_system_attributes (trial_id, \"key\", value_json)"
            + " values (?, '" + RUNNER + "', ?) on conflict (trial_id, \"key\") do update set value_json ="
            + " excluded.value_json";

    /** A running trial with its heartbeat and runner, by study or by trial. */
    private static final String LEASES = "select t.trial_id, t.number, h.heartbeat,"
            + " strftime('%s', 'now') - strftime('%s', h.heartbeat) as age, a.value_json as runner from trials t"
            + " left join trial_heartbeats h on h.trial_id = t.trial_id"
            + " left join trial_system_attributes a on a.trial_id = t.trial_id and a.\"key\" = '" + RUNNER + "'"
            + " where t.state = 'RUNNING' and ";

    private final Sql sql;

    /** The trials for which this process beats. */
    private final Set<Long> held = new TreeSet<>();

    private @Nullable Thread beating;

    Leases(Sql sql) {
        this.sql = sql;
    }

    /** Who runs a trial, and when that was last heard of. */
    record Lease(
            long trial,
            int number,
            @Nullable String heartbeat,
            long ageSeconds,
            @Nullable Runner runner) {
        /** Whether the trial is this process's own. */
        boolean own() {
            return runner != null && runner.equals(Runner.current());
        }

        /** Whether some process had the trial and has died, or has not been heard of for too long. */
        boolean abandoned() {
            if (heartbeat == null) {
                return false;
            }
            if (runner == null) {
                return ageSeconds > FOREIGN_GRACE.toSeconds();
            }
            return switch (runner.life()) {
                case LIVES -> false;
                case HAS_DIED -> true;
                case UNKNOWN -> ageSeconds > GRACE.toSeconds();
            };
        }

        boolean free() {
            return heartbeat == null || own() || abandoned();
        }

        /** {@code process 4711}, or what else is known. */
        String who() {
            return runner == null ? "another process" : "process " + runner.pid();
        }
    }

    /** The running trials of a study that were left behind; to be called in a transaction. */
    List<Lease> abandoned(long study) {
        return leases("t.study_id = ?", study).stream().filter(Lease::abandoned).toList();
    }

    /** The lease of a running trial; empty when it does not run. */
    List<Lease> of(long trial) {
        return leases("t.trial_id = ?", trial);
    }

    private List<Lease> leases(String condition, long id) {
        List<Lease> leases = new ArrayList<>();
        sql.each(
                LEASES + condition,
                row -> {
                    String runner = row.getString("runner");
                    leases.add(new Lease(
                            row.getLong("trial_id"),
                            row.getInt("number"),
                            row.getString("heartbeat"),
                            row.getLong("age"),
                            runner == null ? null : Runner.of(runner)));
                },
                id);
        return leases;
    }

    /** Makes a trial this process's own, from now on; to be called in a transaction that writes. */
    void hold(long trial) {
        sql.update(BEAT, trial);
        sql.update(SET_RUNNER, trial, Runner.current().json());
        synchronized (held) {
            held.add(trial);
            if (beating == null) {
                Thread thread = new Thread(this::beat, "joyul-heartbeat");
                thread.setDaemon(true);
                beating = thread;
                thread.start();
            }
        }
    }

    /** The trial has ended, and with it the need to beat. */
    void drop(long trial) {
        synchronized (held) {
            held.remove(trial);
        }
    }

    /** Makes a trial nobody's; to be called in a transaction that writes. */
    void release(long trial) {
        drop(trial);
        sql.update("delete from trial_heartbeats where trial_id = ?", trial);
        sql.update("delete from trial_system_attributes where trial_id = ? and \"key\" = '" + RUNNER + "'", trial);
    }

    private void beat() {
        for (List<Long> trials = next(); !trials.isEmpty(); trials = next()) {
            beat(trials);
        }
    }

    /** Waits an interval and gives the trials to beat for; none ends the thread, which the next trial starts again. */
    private List<Long> next() {
        try {
            Thread.sleep(INTERVAL.toMillis());
        } catch (InterruptedException closed) {
            return List.of();
        }
        synchronized (held) {
            if (held.isEmpty()) {
                beating = null;
            }
            return List.copyOf(held);
        }
    }

    private void beat(List<Long> trials) {
        try {
            sql.write(() -> {
                for (long trial : trials) {
                    // Another process may have told it, or taken it while this one slept.
                    if (of(trial).stream().anyMatch(Lease::own)) {
                        sql.update(BEAT, trial);
                    } else {
                        drop(trial);
                    }
                }
                return trials;
            });
        } catch (RuntimeException missed) {
            // A full or locked disk: the next heartbeat tries again, and the grace period outlasts five that fail.
        }
    }

    /** Stops the heartbeats; trials that still run stay this process's own while it lives. */
    @Override
    public void close() {
        synchronized (held) {
            held.clear();
            if (beating != null) {
                beating.interrupt();
                beating = null;
            }
        }
    }
}
