import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import joyul.data.Data;
import joyul.lab.Arms;
import joyul.lab.Curve;
import joyul.lab.DriftingBias;
import joyul.lab.NormOrDropout;
import joyul.lab.SigmoidMlp;
import joyul.lab.WhiteningCost;
import joyul.network.Initialization;
import joyul.network.Presets;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.IterNorm;
import joyul.norm.Normalization;
import joyul.norm.Whitening;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;

/** The tables of bench/lab: NAME [DATA]. */
public final class LabBench {
    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "bias" : arguments[0];
        String data = arguments.length < 2 ? "fashion-mini" : arguments[1];
        switch (name) {
            case "bias" -> bias();
            case "sigmoid" -> sigmoid(data);
            case "whitening" -> whitening();
            case "dropout" -> dropout(data);
            default -> System.err.println("unknown experiment " + name + "; known: bias, sigmoid, whitening, dropout");
        }
    }

    private static void bias() {
        double[] inputs = new Random(5).doubles(32).map(u -> 4 * u - 1).toArray();
        DriftingBias layer = new DriftingBias(inputs, 0.1);
        for (boolean through : new boolean[] {false, true}) {
            DriftingBias.Course course = layer.train(1_000, through);
            System.out.printf(
                    "gradient %s the mean: bias %.6g after 1000 steps, %.3g off a straight line; loss %.12f -> %.12f%n",
                    through ? "through" : "past   ",
                    course.biases()[1_000],
                    course.bend(),
                    course.losses()[0],
                    course.losses()[1_000]);
        }
    }

    private static void sigmoid(String name) {
        Data data = SigmoidMlp.binary(Data.load(name));
        Map<String, Initialization> starts = new LinkedHashMap<>();
        starts.put("N(0, .01)", new Initialization.Normal(0.01));
        starts.put("Xavier", new Initialization.Xavier());
        int epochs = Math.max(10, (int) Math.round(300_000.0 / data.train().size()));
        starts.forEach((start, initialization) -> {
            Map<String, Recipe> arms = SigmoidMlp.arms(data, initialization, epochs);
            List<Curve> curves = Arms.run(arms, data, new double[] {0.5, 2, 8}, new long[] {1, 2, 3});
            Map<String, List<Curve>> best = Arms.atBestRate(curves);
            double plain = Arms.meanBest(best.get(SigmoidMlp.PLAIN));
            best.forEach((arm, runs) -> System.out.printf(
                    "%s, %d epochs, %-9s  %-10s rate %-4g best accuracy %.2f %%; %.2f %% after steps %s; last unit's input %s%n",
                    name,
                    epochs,
                    start,
                    arm,
                    runs.get(0).rate(),
                    100 * Arms.meanBest(runs),
                    100 * plain,
                    steps(runs, plain),
                    percentiles(runs.get(0))));
        });
    }

    private static String steps(List<Curve> runs, double accuracy) {
        return runs.stream()
                .map(run -> run.stepsTo(accuracy).isPresent() ? "" + run.stepsTo(accuracy).getAsLong() : "-")
                .collect(Collectors.joining(" / "));
    }

    private static String percentiles(Curve curve) {
        Curve.Point last = curve.points().get(curve.points().size() - 1);
        return String.format("%.2f %.2f %.2f", last.low(), last.middle(), last.high());
    }

    private static void whitening() {
        Map<String, Normalization> kinds = new LinkedHashMap<>();
        kinds.put("batch norm", new BatchNorm());
        kinds.put("ghost 32", new GhostBatchNorm(32));
        kinds.put("whitening", new Whitening());
        kinds.put("iter norm", new IterNorm());
        int[] widths = {16, 32, 64, 128, 256, 512};
        Map<String, List<Double>> seconds = WhiteningCost.seconds(kinds, widths, 1024, 20);
        System.out.println("microseconds, forward and backward, 1024 examples");
        for (int i = 0; i < widths.length; i++) {
            StringBuilder line = new StringBuilder(String.format("%4d features", widths[i]));
            for (Map.Entry<String, List<Double>> entry : seconds.entrySet()) {
                double own = entry.getValue().get(i);
                line.append(String.format(
                        "  %s %.0f (%.1fx)",
                        entry.getKey(), 1e6 * own, own / seconds.get("batch norm").get(i)));
            }
            System.out.println(line);
        }
    }

    private static void dropout(String name) {
        Data data = Data.load(name);
        Recipe recipe = Standard.recipe(
                        DataSource.named(name).of(data),
                        data,
                        Presets.build("mlp", Recipe.shape(data), Recipe.outputs(data)))
                .with(r -> r.epochs(12));
        List<Curve> curves = Arms.run(
                NormOrDropout.arms(recipe, 0.2), data, new double[] {0.03, 0.1, 0.3}, new long[] {1, 2, 3});
        Arms.atBestRate(curves).forEach((arm, runs) -> System.out.printf(
                "%s  %-10s rate %-4g accuracy at the end %s, mean best %.2f %%%n",
                name,
                arm,
                runs.get(0).rate(),
                runs.stream()
                        .map(run -> String.format(
                                "%.2f", 100 * run.points().get(run.points().size() - 1).accuracy()))
                        .collect(Collectors.joining(" / ")),
                100 * Arms.meanBest(runs)));
    }
}
