package firstlr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.RunEnd;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/**
 * What the whole run of a problem comes to at every rate of a grid, four a decade, with several seeds: the final
 * validation loss.
 *
 * <p>The lowest mean of a noisy grid flatters the best rate: it was chosen for the luck of its seeds. So the seeds are
 * halved, one half chooses the best rate, and all losses, the best rate's too, are those of the other half; both ways,
 * averaged.
 *
 * @param places decimal logarithms of the rates, rising
 * @param losses one row a place, one number a seed, the seeds in the same order; infinite where the run diverged
 */
record Truth(List<Double> places, List<List<Double>> losses) {
    private static final int PER_DECADE = 4;

    /** Every rate runs with so many seeds. */
    private static final int FEWEST_SEEDS = 3;

    /** Rates near the best run with so many. */
    private static final int MOST_SEEDS = 8;

    /** How near, as a multiple of the lowest mean loss. */
    private static final double NEAR = 1.3;

    /** Where the rows of a truth are kept while it grows. */
    interface Keep {
        void rows(Truth soFar) throws IOException;
    }

    /**
     * Runs the grid of an optimizer, SGD from 10^-3.25 to 10^0.75 and AdamW from 10^-4.25 to 10^-0.5, outwards from its
     * middle: a side ends after two rates in a row whose loss is more than half above the best. Then rates near the best
     * run with more seeds.
     *
     * @param known the rows that an earlier, interrupted measurement left; perhaps none
     */
    static Truth measured(Problem problem, Data data, Truth known, Keep keep) throws IOException {
        boolean sgd = problem.optimizer().equals("sgd");
        TreeMap<Integer, List<Double>> rows = new TreeMap<>();
        for (int i = 0; i < known.places().size(); i++) {
            rows.put((int) Math.round(PER_DECADE * known.places().get(i)), known.losses().get(i));
        }
        Recipe recipe = problem.recipe(data);
        try (TrainingData shared = new TrainingData(data, recipe)) {
            OptionalInt next = next(rows, sgd);
            while (next.isPresent()) {
                int quarter = next.getAsInt();
                List<Double> row = new ArrayList<>(rows.getOrDefault(quarter, List.of()));
                int wanted = row.size() < FEWEST_SEEDS ? FEWEST_SEEDS : MOST_SEEDS;
                while (row.size() < wanted) {
                    row.add(whole(recipe, shared, quarter / (double) PER_DECADE, 101 + row.size()));
                }
                rows.put(quarter, row);
                keep.rows(of(rows));
                next = next(rows, sgd);
            }
        }
        return of(rows);
    }

    /** The rate to run next, in quarters of a decade: one further outwards, else one near the best with few seeds. */
    private static OptionalInt next(TreeMap<Integer, List<Double>> rows, boolean sgd) {
        int middle = sgd ? -4 : -11;
        if (rows.isEmpty()) {
            return OptionalInt.of(middle);
        }
        Truth soFar = of(rows);
        double most = 1.5 * soFar.mean(soFar.best());
        int n = rows.size();
        boolean belowEnds = n >= 2 && rows.firstKey() < middle - 1 && soFar.mean(0) > most && soFar.mean(1) > most;
        if (!belowEnds && rows.firstKey() > (sgd ? -13 : -17)) {
            return OptionalInt.of(rows.firstKey() - 1);
        }
        boolean aboveEnds = rows.lastKey() > middle + 1 && soFar.mean(n - 1) > most && soFar.mean(n - 2) > most;
        if (!aboveEnds && rows.lastKey() < (sgd ? 3 : -2)) {
            return OptionalInt.of(rows.lastKey() + 1);
        }
        return IntStream.range(0, n)
                .filter(i -> soFar.losses.get(i).size() < MOST_SEEDS)
                .filter(i -> soFar.mean(i) <= NEAR * soFar.mean(soFar.best()))
                .map(i -> (int) Math.round(PER_DECADE * soFar.places.get(i)))
                .findFirst();
    }

    private static Truth of(TreeMap<Integer, List<Double>> rows) {
        return new Truth(
                rows.keySet().stream().map(quarter -> quarter / (double) PER_DECADE).toList(), List.copyOf(rows.values()));
    }

    private static double whole(Recipe recipe, TrainingData shared, double place, long seed) {
        Recipe run = recipe.with(r -> r.learningRate(Math.pow(10, place)).seed(seed).divergence(20));
        double[] last = {Double.POSITIVE_INFINITY};
        try (Trainer trainer = new Trainer(run, shared)) {
            RunEnd end = trainer.run(run.epochs(), Listener.of(EpochEvent.class, event -> {
                    last[0] = event.validation().loss();
                }));
            return end.reached() ? last[0] : Double.POSITIVE_INFINITY;
        }
    }

    double mean(int place) {
        return mean(losses.get(place));
    }

    int best() {
        return best(losses);
    }

    /** The standard deviation over seeds at the best rate. */
    double seedDeviation() {
        List<Double> row = losses.get(best());
        double mean = mean(row);
        double sum = row.stream().mapToDouble(loss -> (loss - mean) * (loss - mean)).sum();
        return Math.sqrt(sum / (row.size() - 1));
    }

    /**
     * The places whose mean loss is within one standard error of the best, the error of a difference between two means:
     * the lowest and the highest of them.
     */
    double[] goodPlaces() {
        double most = mean(best()) + seedDeviation() * Math.sqrt(2.0 / MOST_SEEDS);
        double low = places.get(best());
        double high = low;
        for (int i = 0; i < places.size(); i++) {
            if (mean(i) <= most) {
                low = Math.min(low, places.get(i));
                high = Math.max(high, places.get(i));
            }
        }
        return new double[] {low, high};
    }

    /** How far the final loss at a rate lies above the best rate's: as a share of it, and in the loss's own unit. */
    record Excess(double share, double loss) {}

    /** The excess at a rate, by the half of the seeds that did not choose the best one, averaged over both halves. */
    Excess excess(double place) {
        double share = 0;
        double loss = 0;
        for (int half = 0; half < 2; half++) {
            List<List<Double>> judging = half(half);
            double best = mean(judging.get(best(half(1 - half))));
            double here = lossAt(place, judging);
            share += (here / best - 1) / 2;
            loss += (here - best) / 2;
        }
        return new Excess(share, loss);
    }

    /** Every second seed of each row. */
    private List<List<Double>> half(int first) {
        return losses.stream()
                .map(row -> IntStream.range(0, row.size()).filter(i -> i % 2 == first).mapToObj(row::get).toList())
                .toList();
    }

    private static double mean(List<Double> row) {
        return row.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static int best(List<List<Double>> rows) {
        int best = 0;
        for (int i = 1; i < rows.size(); i++) {
            best = mean(rows.get(i)) < mean(rows.get(best)) ? i : best;
        }
        return best;
    }

    /** The mean loss at a rate, straight between the grid's logarithmic losses; the nearest beyond its ends. */
    private double lossAt(double place, List<List<Double>> rows) {
        int last = places.size() - 1;
        double position = Math.max(0, Math.min(last, (place - places.get(0)) * PER_DECADE));
        int below = (int) Math.floor(position);
        double share = position - below;
        double low = mean(rows.get(below));
        return share == 0 ? low : Math.exp((1 - share) * Math.log(low) + share * Math.log(mean(rows.get(below + 1))));
    }

    /** One line: the place, then the losses of the seeds. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            StringBuilder line = new StringBuilder().append(places.get(i));
            losses.get(i).forEach(loss -> line.append(' ').append(loss));
            lines.add(line.toString());
        }
        return lines;
    }

    static Truth read(List<String> lines) {
        List<Double> places = new ArrayList<>();
        List<List<Double>> losses = new ArrayList<>();
        for (String line : lines) {
            List<Double> numbers = Arrays.stream(line.split(" ", -1)).map(Double::valueOf).toList();
            places.add(numbers.get(0));
            losses.add(numbers.subList(1, numbers.size()));
        }
        return new Truth(places, losses);
    }
}
