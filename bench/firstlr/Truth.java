package firstlr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.model.Evaluation;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.RunEnd;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/**
 * What the whole run of a problem comes to at every rate of a grid, four a decade, with several seeds.
 *
 * <p>The lowest mean of a noisy grid flatters the best rate: it was chosen for the luck of its seeds. So the seeds are
 * halved, one half chooses the best rate, and all losses, the best rate's too, are those of the other half; both ways,
 * averaged.
 *
 * @param places decimal logarithms of the rates, rising
 * @param runs one row a place, one run a seed, the seeds in the same order
 */
record Truth(List<Double> places, List<List<Whole>> runs) {
    private static final int PER_DECADE = 4;

    /**
     * How much a truth may cost.
     *
     * @param fewest seeds of every rate
     * @param most seeds of rates near the best
     * @param near as a multiple of the lowest mean loss
     * @param far the multiple beyond which a side ends
     */
    record Effort(int fewest, int most, double near, double far) {
        static final Effort USUAL = new Effort(3, 8, 1.3, 1.5);

        /** These runs are longer, and their networks larger. */
        static final Effort DEFAULTS = new Effort(2, 4, 1.15, 1.3);
    }

    /**
     * How one whole run ended.
     *
     * @param loss on the validation examples; infinite where it diverged
     * @param accuracy on the test examples; NaN where it was not kept
     */
    record Whole(double loss, double accuracy) {
        /** An accuracy on fewer test examples would be too coarse. */
        static final int FEWEST_TESTED = 200;

        String text() {
            return Double.isNaN(accuracy) ? "" + loss : loss + "/" + accuracy;
        }

        static Whole read(String text) {
            String[] parts = text.split("/", -1);
            return new Whole(Double.parseDouble(parts[0]), parts.length == 1 ? Double.NaN : Double.parseDouble(parts[1]));
        }
    }

    /** Where the rows of a truth are kept while it grows. */
    interface Keep {
        void rows(Truth soFar) throws IOException;
    }

    /**
     * Runs the grid of an optimizer, SGD from 10^-3.25 to 10^0.75 and AdamW from 10^-4.25 to 10^-0.5, outwards from its
     * middle: a side ends after two rates in a row whose loss is too far above the best. Then rates near the best
     * run with more seeds.
     *
     * @param known the rows that an earlier, interrupted measurement left; perhaps none
     */
    static Truth measured(Problem problem, Data data, Truth known, Keep keep) throws IOException {
        boolean sgd = problem.optimizer().equals("sgd");
        Effort effort = problem.effort();
        TreeMap<Integer, List<Whole>> rows = new TreeMap<>();
        for (int i = 0; i < known.places().size(); i++) {
            rows.put((int) Math.round(PER_DECADE * known.places().get(i)), known.runs().get(i));
        }
        Recipe recipe = problem.recipe(data);
        boolean tested = data.isClassification() && data.test().size() >= Whole.FEWEST_TESTED;
        try (TrainingData shared = new TrainingData(data, recipe);
                NativeExamples test = new NativeExamples(data.test(), recipe.input(), recipe.target())) {
            OptionalInt next = next(rows, sgd, effort);
            while (next.isPresent()) {
                int quarter = next.getAsInt();
                List<Whole> row = new ArrayList<>(rows.getOrDefault(quarter, List.of()));
                int wanted = row.size() < effort.fewest() ? effort.fewest() : effort.most();
                while (row.size() < wanted) {
                    Whole run = whole(recipe, shared, test, quarter / (double) PER_DECADE, 101 + row.size());
                    row.add(tested ? run : new Whole(run.loss(), Double.NaN));
                }
                rows.put(quarter, row);
                keep.rows(of(rows));
                next = next(rows, sgd, effort);
            }
        }
        return of(rows);
    }

    /** The rate to run next, in quarters of a decade: one further outwards, else one near the best with few seeds. */
    private static OptionalInt next(TreeMap<Integer, List<Whole>> rows, boolean sgd, Effort effort) {
        int middle = sgd ? -4 : -11;
        if (rows.isEmpty()) {
            return OptionalInt.of(middle);
        }
        Truth soFar = of(rows);
        double most = effort.far() * soFar.mean(soFar.best());
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
                .filter(i -> soFar.runs.get(i).size() < effort.most())
                .filter(i -> soFar.mean(i) <= effort.near() * soFar.mean(soFar.best()))
                .map(i -> (int) Math.round(PER_DECADE * soFar.places.get(i)))
                .findFirst();
    }

    private static Truth of(TreeMap<Integer, List<Whole>> rows) {
        return new Truth(
                rows.keySet().stream().map(quarter -> quarter / (double) PER_DECADE).toList(), List.copyOf(rows.values()));
    }

    /** One whole run. */
    static Whole whole(Recipe recipe, TrainingData shared, NativeExamples test, double place, long seed) {
        Recipe run = recipe.with(r -> r.learningRate(Math.pow(10, place)).seed(seed).divergence(20));
        double[] last = {Double.POSITIVE_INFINITY};
        try (Trainer trainer = new Trainer(run, shared)) {
            RunEnd end = trainer.run(run.epochs(), Listener.of(EpochEvent.class, event -> {
                    last[0] = event.validation().loss();
                }));
            return end.reached()
                    ? new Whole(last[0], Evaluation.of(trainer.model(), run.loss(), test).metric())
                    : new Whole(Double.POSITIVE_INFINITY, 0);
        }
    }

    double mean(int place) {
        return mean(losses().get(place));
    }

    int best() {
        return best(losses());
    }

    private List<List<Double>> losses() {
        return runs.stream().map(row -> row.stream().map(Whole::loss).toList()).toList();
    }

    private List<List<Double>> accuracies() {
        return runs.stream().map(row -> row.stream().map(Whole::accuracy).toList()).toList();
    }

    /** The standard deviation over seeds at the best rate. */
    double seedDeviation() {
        List<Double> row = losses().get(best());
        double mean = mean(row);
        double sum = row.stream().mapToDouble(loss -> (loss - mean) * (loss - mean)).sum();
        return Math.sqrt(sum / (row.size() - 1));
    }

    /**
     * The places whose mean loss is within one standard error of the best, the error of a difference between two means:
     * the lowest and the highest of them.
     */
    double[] goodPlaces() {
        double most = mean(best()) + seedDeviation() * Math.sqrt(2.0 / runs.get(best()).size());
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

    /**
     * How far the end of a run at a rate is from the best rate's.
     *
     * @param share of the best rate's validation loss
     * @param loss in its own unit
     * @param points of test accuracy that are lost; NaN where it was not kept
     */
    record Excess(double share, double loss, double points) {}

    /** The excess at a rate, by the half of the seeds that did not choose the best one, averaged over both halves. */
    Excess excess(double place) {
        double share = 0;
        double loss = 0;
        double points = 0;
        for (int half = 0; half < 2; half++) {
            List<List<Double>> judging = half(losses(), half);
            int chosen = best(half(losses(), 1 - half));
            double best = mean(judging.get(chosen));
            double here = Math.exp(between(place, row -> Math.log(mean(judging.get(row)))));
            share += (here / best - 1) / 2;
            loss += (here - best) / 2;
            List<List<Double>> accuracies = half(accuracies(), half);
            points += 50 * (mean(accuracies.get(chosen)) - between(place, row -> mean(accuracies.get(row))));
        }
        return new Excess(share, loss, points);
    }

    /** Every second seed of each row. */
    private static List<List<Double>> half(List<List<Double>> rows, int first) {
        return rows.stream()
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

    /** A value of the grid's rows at a rate, straight between them; the nearest beyond its ends. */
    private double between(double place, IntToDoubleFunction value) {
        int last = places.size() - 1;
        double position = Math.max(0, Math.min(last, (place - places.get(0)) * PER_DECADE));
        int below = (int) Math.floor(position);
        double share = position - below;
        double low = value.applyAsDouble(below);
        return share == 0 ? low : (1 - share) * low + share * value.applyAsDouble(below + 1);
    }

    /** One line a place: it, then the seeds' runs. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            StringBuilder line = new StringBuilder().append(places.get(i));
            runs.get(i).forEach(run -> line.append(' ').append(run.text()));
            lines.add(line.toString());
        }
        return lines;
    }

    static Truth read(List<String> lines) {
        List<Double> places = new ArrayList<>();
        List<List<Whole>> runs = new ArrayList<>();
        for (String line : lines) {
            List<String> parts = List.of(line.split(" ", -1));
            places.add(Double.valueOf(parts.get(0)));
            runs.add(parts.stream().skip(1).map(Whole::read).toList());
        }
        return new Truth(places, runs);
    }
}
