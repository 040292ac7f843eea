import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import joyul.Joyul;
import joyul.data.Data;
import joyul.rate.LambdaLR;
import joyul.rate.ReduceLROnPlateau;
import joyul.rate.Warmup;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;

/** The examples run against the installed artifacts, and what they write is there. */
class ConsumerTest {
    @Test
    void theProgramOfTheReadmeRuns() {
        First.main(new String[0]);
    }

    @Test
    void trainingWritesWeights() {
        TrainDigits.main(new String[0]);
        assertTrue(Files.exists(Path.of("target", "digits.safetensors")));
    }

    @Test
    void aScheduleDrivesAModuleAndALoopOfOnesOwn() {
        double factor = ScheduleYourOwnLoop.train(new LambdaLR(epoch -> Math.pow(0.95, epoch)));
        double plateau =
                ScheduleYourOwnLoop.train(new ReduceLROnPlateau().factor(0.5).patience(2).after(Warmup.linear(5)));
        assertTrue(factor < 0.1, "loss with LambdaLR was " + factor);
        assertTrue(plateau < 0.1, "loss with ReduceLROnPlateau was " + plateau);
        ScheduleYourOwnLoop.main(new String[0]);
    }

    @Test
    void aBatchSizeIsFoundForARecipeAndForANetworkOfOnesOwn() {
        FindBatchForDigits.main(new String[0]);
        assertTrue(Files.exists(Path.of("target", "batch.html")));
        OwnNetwork.main(new String[0]);
    }

    @Test
    void tuningWritesARecipeThatReadsBackAndHoldsTheFixedKnob() {
        TuneDigits.main(new String[0]);
        Recipe recipe = Recipe.read(Path.of("target", "tuned", "recipe.yaml"), Data.load("digits"));
        assertEquals(32, recipe.batchSize());
        double accuracy = Joyul.train(recipe, Data.load("digits")).validation().metric();
        assertTrue(accuracy > 0.9, "accuracy on digits was " + accuracy);
    }

    @Test
    void aModuleOfOnesOwnIsConvertedMeasuredAndFolded() {
        OwnModule.main(new String[0]);
    }
}
