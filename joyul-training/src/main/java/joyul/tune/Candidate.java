package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.space.Point;

/** A point that is trained again on fresh seeds, and how it did. */
final class Candidate {
    private final int trial;
    private final Point point;
    private final double searched;
    private final List<Long> seeds = new ArrayList<>();
    private final List<Scores> scores = new ArrayList<>();
    private Optional<SafeTensors> weights = Optional.empty();

    /**
     * A candidate without fresh runs.
     *
     * @param trial its number in the study
     * @param searched its validation loss in the search, which is biased by having been chosen
     */
    Candidate(int trial, Point point, double searched) {
        this.trial = trial;
        this.point = point;
        this.searched = searched;
    }

    synchronized void add(long seed, Scores fresh, SafeTensors freshWeights) {
        if (seeds.isEmpty()) {
            weights = Optional.of(freshWeights);
        }
        seeds.add(seed);
        scores.add(fresh);
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

    List<Long> seeds() {
        return seeds;
    }

    List<Scores> scores() {
        return scores;
    }

    boolean confirmed() {
        return !scores.isEmpty();
    }

    /** The mean validation loss over the fresh seeds. */
    double loss() {
        return scores.stream().mapToDouble(Scores::loss).average().orElse(Double.POSITIVE_INFINITY);
    }

    double metric() {
        return scores.stream().mapToDouble(Scores::metric).average().orElse(Double.NaN);
    }

    /** The weights of the first fresh run: taken before its result was known, so not chosen for luck. */
    Optional<SafeTensors> weights() {
        return weights;
    }

    /**
     * The standard error of the difference in loss to another candidate, over the same validation images, for the mean of
     * the seeds that both have.
     */
    double pairedError(Candidate other) {
        int common = Math.min(scores.size(), other.scores.size());
        return mean(common).pairedError(other.mean(common));
    }

    /** The losses of each image, averaged over the first seeds. */
    private Scores mean(int count) {
        float[] sum = new float[scores.get(0).losses().length];
        for (Scores each : scores.subList(0, count)) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += each.losses()[i] / count;
            }
        }
        double total = 0;
        for (float value : sum) {
            total += value;
        }
        return new Scores(total / sum.length, Double.NaN, sum);
    }
}
