import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import joyul.Joyul;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.probe.NoiseLog;
import joyul.recipe.Recipe;
import joyul.train.Trained;

/** What measuring the gradient noise costs: the same run with the log and without, in turn. NETWORK BATCH EPOCHS ROUNDS */
public final class NoiseBench {
    public static void main(String[] arguments) throws Exception {
        String network = arguments[0];
        int batch = Integer.parseInt(arguments[1]);
        int epochs = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Data data = Data.load("fashion-mini");
        Recipe recipe = Joyul.recipe(data, network).with(r -> r.batchSize(batch).epochs(epochs));
        Path folder = Files.createTempDirectory("noise-bench");
        List<Double> extra = new ArrayList<>();
        Joyul.train(recipe.with(r -> r.epochs(1)), data);
        for (int round = 0; round < rounds; round++) {
            long begun = System.nanoTime();
            Trained plain = Joyul.train(recipe, data);
            long between = System.nanoTime();
            Trained measured;
            int samples;
            String scale;
            try (NoiseLog log = new NoiseLog(folder)) {
                measured = Joyul.train(recipe, data, log);
                samples = log.trail().size();
                scale = String.format("%.0f", log.trail().middle(5).scale().value());
            }
            double without = (between - begun) / 1e9;
            double with = (System.nanoTime() - between) / 1e9;
            extra.add(100 * (with / without - 1));
            System.out.printf(
                    "%s B=%d  without %.2f s  with %.2f s  %+.1f %%  %d samples, noise scale %s, same weights %b%n",
                    network, batch, without, with, 100 * (with / without - 1), samples, scale,
                    same(plain.weights().tensors(), measured.weights().tensors()));
        }
        Collections.sort(extra);
        System.out.printf("%s B=%d  median overhead %.1f %%%n", network, batch, extra.get(extra.size() / 2));
    }

    private static boolean same(Map<String, SafeTensors.Values> a, Map<String, SafeTensors.Values> b) {
        return a.keySet().stream()
                .allMatch(name -> java.util.Arrays.equals(
                        a.get(name).numbers(), b.get(name).numbers()));
    }
}
