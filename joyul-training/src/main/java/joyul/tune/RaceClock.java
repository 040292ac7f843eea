package joyul.tune;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import joyul.run.Cancellation;
import joyul.study.Study;
import joyul.study.Trial;

/** What fresh runs cost, from what runs of the same trial took, and whether they fit into the time that is left. */
final class RaceClock {
    /** A run takes longer than its epochs: it must be set up. */
    private static final double OVERHEAD = 1.05;

    /** What loading the winner, the test and the report take at the end. */
    private static final double FINISH_SECONDS = 4;

    /** The share of a short budget that they may take. */
    private static final double FINISH_SHARE = 0.1;

    private static final int LONGEST = 3;

    private final Study study;
    private final Pace pace;
    private final Stopwatch watch;
    private final int jobs;
    private final Map<Integer, Double> epochSeconds = new ConcurrentHashMap<>();

    RaceClock(Study study, Pace pace, Stopwatch watch, int jobs) {
        this.study = study;
        this.pace = pace;
        this.watch = watch;
        this.jobs = jobs;
    }

    /** Since the tune began. */
    double seconds() {
        return watch.seconds();
    }

    int jobs() {
        return jobs;
    }

    /** Notes what the runs of a candidate took. */
    void took(Candidate candidate) {
        epochSeconds.put(candidate.trial(), candidate.seconds() / candidate.epochs());
    }

    /** Notes that a trial, not run yet, will take what another does. */
    void like(int trial, int known) {
        epochSeconds.put(trial, epochSeconds(known));
    }

    /** What one epoch of a trial takes; of one that nobody ran yet, what one of the base recipe does. */
    double epochSeconds(int trial) {
        Double known = epochSeconds.get(trial);
        if (known != null) {
            return known;
        }
        Trial searched = study.trials().get(trial);
        int epochs = searched.readings().keySet().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return epochs > 0 && searched.attributes().get(SearchLoop.SECONDS) instanceof Number seconds
                ? seconds.doubleValue() / epochs
                : epochSeconds.getOrDefault(0, pace.epochSeconds());
    }

    double seconds(Candidate candidate) {
        return candidate.epochs() * epochSeconds(candidate.trial()) * OVERHEAD;
    }

    /** How many epochs of a trial fit into the time that is left. */
    double epochs(int trial) {
        return left() / (epochSeconds(trial) * OVERHEAD);
    }

    boolean fits(Candidate candidate) {
        return seconds(candidate) <= left();
    }

    /** The part of the time left that a run takes. */
    double share(Candidate candidate) {
        return seconds(candidate) / left();
    }

    /** The time left in all jobs together, in seconds. */
    double room() {
        return jobs * left();
    }

    /** Where no time bounds the length of a run, it is three times the default's. */
    int longest() {
        return isEndless() ? LONGEST * pace.standard() : Integer.MAX_VALUE;
    }

    boolean isEndless() {
        return Double.isInfinite(pace.totalSeconds());
    }

    boolean isOver() {
        return watch.stopsAt(end());
    }

    Cancellation untilTheEnd() {
        return watch.orWhile(this::isOver);
    }

    private double left() {
        return Math.max(0, end() - watch.seconds());
    }

    private double end() {
        return pace.totalSeconds() - Math.min(FINISH_SECONDS, FINISH_SHARE * pace.totalSeconds());
    }
}
