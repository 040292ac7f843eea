import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.train.Observer;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** The default recipe's first training step and no more, as a process for bench/startup to time. */
public final class StartBench {
    public static void main(String[] arguments) {
        Data data = Data.load("fashion-mini");
        Recipe recipe = Joyul.recipe(data);
        FirstStep first = new FirstStep();
        try (TrainingData shared = new TrainingData(data, recipe); Trainer trainer = new Trainer(recipe, shared)) {
            trainer.run(1, first);
        }
    }

    private static final class FirstStep implements Observer {
        private boolean made;

        @Override
        public void onStep(StepEvent event) {
            made = true;
        }

        @Override
        public boolean stops() {
            return made;
        }
    }
}
