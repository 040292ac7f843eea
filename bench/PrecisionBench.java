import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.torch.Precision;
import joyul.train.Trained;

/** What bfloat16 costs in accuracy, on the same seeds as float32: NETWORK DATA FOLDER EPOCHS SEEDS. */
public final class PrecisionBench {
    public static void main(String[] arguments) {
        Data data = DataSource.named(arguments[1])
                .load(arguments[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(arguments[2])));
        int epochs = Integer.parseInt(arguments[3]);
        List<Double> differences = new ArrayList<>();
        System.out.println("seed   float32 loss  metric   bfloat16 loss  metric   (validation)");
        for (int seed = 1; seed <= Integer.parseInt(arguments[4]); seed++) {
            long each = seed;
            Recipe recipe = Joyul.recipe(data, arguments[0]).with(r -> r.epochs(epochs).batchSize(128).seed(each));
            Trained exact = Joyul.train(recipe, data);
            Trained rounded = Joyul.train(recipe.with(r -> r.precision(Precision.BFLOAT16)), data);
            differences.add(rounded.validation().metric() - exact.validation().metric());
            System.out.printf(
                    "%4d %14.4f %7.4f %15.4f %7.4f%n",
                    seed, exact.validation().loss(), exact.validation().metric(), rounded.validation().loss(),
                    rounded.validation().metric());
        }
        double mean = differences.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum() / (differences.size() - 1);
        System.out.printf(
                "bfloat16 - float32: %+.4f, standard error %.4f over %d seeds%n",
                mean, Math.sqrt(variance / differences.size()), differences.size());
    }
}
