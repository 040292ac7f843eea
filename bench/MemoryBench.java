import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;

/** The most memory that one epoch of training takes, read from Linux at its end: NETWORK BATCH FOLDER. */
public final class MemoryBench {
    public static void main(String[] arguments) throws Exception {
        Data data = DataSource.named("fashion-mnist").load(Optional.of(Path.of(arguments[2])));
        Recipe recipe = Joyul.recipe(data, arguments[0])
                .with(r -> r.epochs(1).batchSize(Integer.parseInt(arguments[1])));
        Joyul.train(recipe, data);
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        System.out.printf(
                "%s B=%s joyul %d MB%n", arguments[0], arguments[1], Long.parseLong(peak.replaceAll("\\D", "")) / 1024);
    }
}
