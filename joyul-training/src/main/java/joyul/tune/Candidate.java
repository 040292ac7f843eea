package joyul.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.space.Point;

/** A point at a length that is trained on fresh seeds, and how it did: one run in each round. */
final class Candidate {
    private final int trial;
    private final Point point;
    private final int epochs;
    private final NavigableMap<Integer, Fresh> runs = new TreeMap<>();

    /**
     * A run on a fresh seed.
     *
     * @param scores empty where it diverged or ran out of memory
     * @param weights likewise
     * @param seconds that its epochs took
     * @param ended when it ended, in seconds since the tune began or went on
     */
    record Fresh(long seed, Optional<Scores> scores, Optional<SafeTensors> weights, double seconds, double ended) {}

    /**
     * A candidate without fresh runs.
     *
     * @param trial its number in the study
     * @param epochs of each of its runs
     */
    Candidate(int trial, Point point, int epochs) {
        this.trial = trial;
        this.point = point;
        this.epochs = epochs;
    }

    synchronized void add(int round, Fresh run) {
        runs.put(round, run);
    }

    synchronized NavigableMap<Integer, Fresh> runs() {
        return new TreeMap<>(runs);
    }

    int trial() {
        return trial;
    }

    Point point() {
        return point;
    }

    int epochs() {
        return epochs;
    }

    boolean is(int otherTrial, int otherEpochs) {
        return trial == otherTrial && epochs == otherEpochs;
    }

    List<Long> seeds() {
        return runs().values().stream().map(Fresh::seed).toList();
    }

    int rounds() {
        return runs().size();
    }

    boolean has(int round) {
        return runs().containsKey(round);
    }

    boolean confirmed() {
        return !runs().isEmpty();
    }

    /** Whether every fresh run came to its end, so that there is something to hand over. */
    boolean held() {
        return confirmed()
                && runs().values().stream().allMatch(run -> run.scores().isPresent());
    }

    /** The mean validation loss over its fresh seeds; infinite where one of them diverged. */
    double loss() {
        return lossOver(runs().keySet());
    }

    /** The same over some of its rounds; infinite where there is none, or one of them diverged. */
    private double lossOver(Collection<Integer> rounds) {
        return held() && !rounds.isEmpty() ? meanOver(rounds).loss() : Double.POSITIVE_INFINITY;
    }

    double metric() {
        return held() ? meanOver(runs().keySet()).metric() : Double.NaN;
    }

    /** What its runs took on average. */
    double seconds() {
        return runs().values().stream().mapToDouble(Fresh::seconds).average().orElse(Double.NaN);
    }

    /** The fresh run with the lowest validation loss: the one whose weights are handed over. */
    Optional<Fresh> best() {
        return runs().values().stream()
                .filter(run -> run.scores().isPresent())
                .min((left, right) -> Double.compare(
                        left.scores().orElseThrow().loss(),
                        right.scores().orElseThrow().loss()));
    }

    /** How much its mean loss is above another's, on the seeds that both have. */
    double behind(Candidate other) {
        Collection<Integer> common = common(other);
        return lossOver(common) - other.lossOver(common);
    }

    /** The standard error of that difference, over the same validation examples and seeds. */
    double pairedError(Candidate other) {
        Collection<Integer> common = common(other);
        return held() && other.held() && !common.isEmpty()
                ? meanOver(common).pairedError(other.meanOver(common))
                : Double.NaN;
    }

    private Collection<Integer> common(Candidate other) {
        TreeSet<Integer> common = new TreeSet<>(runs().keySet());
        common.retainAll(other.runs().keySet());
        return common;
    }

    /** The losses of each example, averaged over the seeds of some rounds. */
    private Scores meanOver(Collection<Integer> rounds) {
        List<Scores> scores = new ArrayList<>();
        for (Map.Entry<Integer, Fresh> run : runs().entrySet()) {
            if (rounds.contains(run.getKey())) {
                scores.add(run.getValue().scores().orElseThrow());
            }
        }
        float[] sum = new float[scores.get(0).losses().length];
        for (Scores each : scores) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += each.losses()[i] / scores.size();
            }
        }
        return new Scores(
                scores.stream().mapToDouble(Scores::loss).average().orElseThrow(),
                scores.stream().mapToDouble(Scores::metric).average().orElseThrow(),
                sum);
    }
}
