import java.nio.file.Path;
import java.time.Duration;
import joyul.Joyul;
import joyul.data.Data;
import joyul.tune.Tuned;

/** Tunes the knobs of a small network together, with the batch size held, and writes recipe, weights and tables. */
public final class TuneDigits {
    public static void main(String[] arguments) {
        Data data = Data.load("digits");
        Tuned won = Joyul.tune(data)
                .network("mlp")
                .fix("batch", 32)
                .range("lr", 0.01, 1)
                .budget(Duration.ofSeconds(15))
                .folder(Path.of("target", "tuned"))
                .run();
        System.out.printf(
                "learning rate %.3g, validation accuracy %.3f%n",
                won.recipe().learningRate(), won.validation().metric());
    }
}
