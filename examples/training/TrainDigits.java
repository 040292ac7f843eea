import java.nio.file.Path;
import joyul.Joyul;
import joyul.data.Data;
import joyul.norm.NoNormalization;
import joyul.recipe.Recipe;
import joyul.train.Trained;

/** Trains the default recipe, and the same without batch normalization: what does it change? */
public final class TrainDigits {
    public static void main(String[] arguments) {
        Data data = Data.load("digits");
        Recipe recipe = Joyul.recipe(data).with(r -> r.epochs(5));
        Trained normalized = Joyul.train(recipe, data);
        Trained plain = Joyul.train(recipe.with(r -> r.normalization(new NoNormalization())), data);
        System.out.printf(
                "validation accuracy: batch norm %.3f, none %.3f%n",
                normalized.validation().metric(), plain.validation().metric());
        normalized.writeWeights(Path.of("target", "digits.safetensors"));
    }
}
