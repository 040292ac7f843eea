package firstlr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Runs the grid of an optimizer: SGD from 10^-3.25 to 10^0.75, AdamW from 10^-4.25 to 10^-0.5. */
    static Truth measured(Problem problem, Data data) {
        boolean sgd = problem.optimizer().equals("sgd");
        List<Double> places = new ArrayList<>();
        List<List<Double>> losses = new ArrayList<>();
        Recipe recipe = problem.recipe(data);
        try (TrainingData shared = new TrainingData(data, recipe)) {
            for (int quarter = sgd ? -13 : -17; quarter <= (sgd ? 3 : -2); quarter++) {
                double place = quarter / (double) PER_DECADE;
                places.add(place);
                losses.add(row(recipe, shared, place, losses));
            }
        }
        return new Truth(places, losses);
    }

    /** Above two rates in a row at which every seed diverged nothing is run. */
    private static List<Double> row(Recipe recipe, TrainingData shared, double place, List<List<Double>> before) {
        int n = before.size();
        boolean hopeless = n >= 2 && diverged(before.get(n - 1)) && diverged(before.get(n - 2));
        List<Double> row = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            row.add(hopeless ? Double.POSITIVE_INFINITY : whole(recipe, shared, place, 101 + seed));
        }
        return row;
    }

    private static boolean diverged(List<Double> row) {
        return row.stream().noneMatch(Double::isFinite);
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
