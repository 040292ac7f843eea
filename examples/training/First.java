import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.train.Trained;

public final class First {
    public static void main(String[] arguments) {
        Data data = Data.load("digits");
        Recipe recipe = Joyul.recipe(data, "mlp").with(r -> r.epochs(5));
        Trained trained = Joyul.train(recipe, data);
        System.out.printf("accuracy %.3f%n", trained.validation().metric());
    }
}
