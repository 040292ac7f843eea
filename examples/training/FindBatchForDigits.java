import java.nio.file.Path;
import java.time.Duration;
import joyul.Joyul;
import joyul.batch.MemorySize;
import joyul.data.Data;
import joyul.explain.Language;
import joyul.probe.FoundBatch;
import joyul.recipe.Recipe;
import joyul.report.BatchReport;

/** Which batch size for this recipe, and why? */
public final class FindBatchForDigits {
    public static void main(String[] arguments) {
        Data data = Data.load("digits");
        Recipe recipe = Joyul.recipe(data).with(r -> r.epochs(10));
        FoundBatch found = Joyul.findBatch(recipe, data)
                .budget(Duration.ofSeconds(30))
                .memory(MemorySize.parse("3g"))
                .run();
        System.out.println("batch_size " + found.recommendation().batch());
        found.recommendation().sentences(Language.EN).forEach(System.out::println);
        BatchReport.of(
                        found.ceilings(), found.recommendation(), data.name(), recipe.batchSize(),
                        found.steps(), found.wholeSteps(), Language.EN)
                .write(Path.of("target", "batch.html"));
    }
}
