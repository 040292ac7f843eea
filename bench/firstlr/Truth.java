package firstlr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.RunEnd;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/**
 * What the whole run of a problem comes to at every rate of a grid, four a decade, with several seeds: the final
 * validation loss.
 *
 * @param places decimal logarithms of the rates, rising
 * @param losses one row a place, one number a seed; infinite where the run diverged
 */
record Truth(List<Double> places, List<List<Double>> losses) {
    static final int SEEDS = 3;
    private static final int PER_DECADE = 4;

    /** Where the rows of a truth are kept while it grows. */
    interface Keep {
        void rows(Truth soFar) throws IOException;
    }

    /**
     * Runs the grid of an optimizer, SGD from 10^-3.25 to 10^0.75 and AdamW from 10^-4.25 to 10^-0.5, outwards from its
     * middle: a side ends after two rates in a row whose loss is more than half above the best.
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
                rows.put(next.getAsInt(), row(recipe, shared, next.getAsInt() / (double) PER_DECADE));
                keep.rows(of(rows));
                next = next(rows, sgd);
            }
        }
        return of(rows);
    }

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
        return !aboveEnds && rows.lastKey() < (sgd ? 3 : -2) ? OptionalInt.of(rows.lastKey() + 1) : OptionalInt.empty();
    }

    private static Truth of(TreeMap<Integer, List<Double>> rows) {
        return new Truth(
                rows.keySet().stream().map(quarter -> quarter / (double) PER_DECADE).toList(), List.copyOf(rows.values()));
    }

    private static List<Double> row(Recipe recipe, TrainingData shared, double place) {
        List<Double> row = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            row.add(whole(recipe, shared, place, 101 + seed));
        }
        return row;
    }

    private static double whole(Recipe recipe, TrainingData shared, double place, long seed) {
        Recipe run = recipe.with(r -> r.learningRate(Math.pow(10, place)).seed(seed).divergence(20));
        double[] last = {Double.POSITIVE_INFINITY};
        try (Trainer trainer = new Trainer(run, shared)) {
            RunEnd end = trainer.run(run.epochs(), new Observer() {
                @Override
                public void onEpoch(EpochEvent event) {
                    last[0] = event.validation().loss();
                }
            });
            return end.reached() ? last[0] : Double.POSITIVE_INFINITY;
        }
    }

    double mean(int place) {
        return losses.get(place).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    int best() {
        int best = 0;
        for (int i = 1; i < places.size(); i++) {
            best = mean(i) < mean(best) ? i : best;
        }
        return best;
    }

    /** The standard deviation over seeds at the best rate. */
    double seedDeviation() {
        double mean = mean(best());
        double sum = losses.get(best()).stream().mapToDouble(loss -> (loss - mean) * (loss - mean)).sum();
        return Math.sqrt(sum / (SEEDS - 1));
    }

    /** The places whose mean loss is within one standard error of the best: the lowest and the highest of them. */
    double[] goodPlaces() {
        double most = mean(best()) + seedDeviation() / Math.sqrt(SEEDS);
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

    /** The mean final loss at a rate, straight between the grid's logarithmic losses; the nearest beyond its ends. */
    double lossAt(double place) {
        int last = places.size() - 1;
        if (place <= places.get(0)) {
            return mean(0);
        }
        if (place >= places.get(last)) {
            return mean(last);
        }
        int below = (int) Math.floor((place - places.get(0)) * PER_DECADE);
        double share = (place - places.get(below)) * PER_DECADE;
        return share == 0
                ? mean(below)
                : Math.exp((1 - share) * Math.log(mean(below)) + share * Math.log(mean(Math.min(last, below + 1))));
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
