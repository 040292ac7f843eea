import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** The default recipe's first training step and no more, as a process for bench/startup to time. */
public final class StartBench {
    public static void main(String[] arguments) {
        Data data = Data.load("fashion-mini");
        Recipe recipe = Joyul.recipe(data);
        try (TrainingData shared = new TrainingData(data, recipe); Trainer trainer = new Trainer(recipe, shared)) {
            trainer.run(1, Listener.NONE, new Cancellation().derived(() -> trainer.step() == 1));
        }
    }
}
