package joyul.tune;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.space.Point;

/** A point that is trained again on fresh seeds, and how it did: one run in each round. */
final class Candidate {
    private final int trial;
    private final Point point;
    private final double searched;
    private final int searchedEpochs;
    private final NavigableMap<Integer, Fresh> runs = new TreeMap<>();

    /**
     * A run on a fresh seed.
     *
     * @param scores empty where it diverged or ran out of memory
     * @param weights likewise
     */
    record Fresh(long seed, Optional<Scores> scores, Optional<SafeTensors> weights) {}

    /**
     * A candidate without fresh runs.
     *
     * @param trial its number in the study
     * @param searched its validation loss in the search, which is biased by having been chosen
     * @param searchedEpochs how long it had trained for that
     */
    Candidate(int trial, Point point, double searched, int searchedEpochs) {
        this.trial = trial;
        this.point = point;
        this.searched = searched;
        this.searchedEpochs = searchedEpochs;
    }

    synchronized void add(int round, Fresh run) {
        runs.put(round, run);
    }

    synchronized Set<Integer> rounds() {
        return Set.copyOf(runs.keySet());
    }

    /** Forgets the runs of rounds that not all candidates had: they are compared on the same seeds. */
    synchronized void keep(Collection<Integer> rounds) {
        runs.keySet().retainAll(rounds);
    }

    int trial() {
        return trial;
    }

    Point point() {
        return point;
    }

    double searched() {
        return searched;
    }

    int searchedEpochs() {
        return searchedEpochs;
    }

    List<Long> seeds() {
        return runs.values().stream().map(Fresh::seed).toList();
    }

    private List<Scores> scores() {
        return runs.values().stream().flatMap(run -> run.scores().stream()).toList();
    }

    boolean confirmed() {
        return !runs.isEmpty();
    }

    /** Whether every fresh run came to its end, so that there is something to hand over. */
    boolean held() {
        return confirmed() && scores().size() == runs.size();
    }

    /** The mean validation loss over the fresh seeds; infinite where one of them diverged. */
    double loss() {
        return held() ? scores().stream().mapToDouble(Scores::loss).average().orElseThrow() : Double.POSITIVE_INFINITY;
    }

    double metric() {
        return held() ? scores().stream().mapToDouble(Scores::metric).average().orElseThrow() : Double.NaN;
    }

    /** The weights of the first fresh run: taken before its result was known, so not chosen for luck. */
    Optional<SafeTensors> weights() {
        return Optional.ofNullable(runs.firstEntry())
                .flatMap(first -> first.getValue().weights());
    }

    /** The standard error of the difference in loss to another candidate, over the same validation examples and seeds. */
    double pairedError(Candidate other) {
        return held() && other.held() ? mean().pairedError(other.mean()) : Double.NaN;
    }

    /** The losses of each example, averaged over the seeds. */
    private Scores mean() {
        List<Scores> scores = scores();
        float[] sum = new float[scores.get(0).losses().length];
        for (Scores each : scores) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += each.losses()[i] / scores.size();
            }
        }
        double total = 0;
        for (float value : sum) {
            total += value;
        }
        return new Scores(total / sum.length, Double.NaN, sum);
    }
}
