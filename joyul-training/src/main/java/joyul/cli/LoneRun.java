package joyul.cli;

import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.recipe.Recipe;
import joyul.train.EngineSpeed;

/** A training run that has the machine to itself: it takes all processors where that is faster than one. */
final class LoneRun {
    private LoneRun() {}

    /** The recipe on as many threads as train it fastest here; a second of measurement, once in a while. */
    static Recipe fastest(Recipe recipe, Data data, Console console) {
        EngineSpeed.Fastest fastest = new EngineSpeed(recipe, data, MachineFacts.ofUser()).threads();
        if (!fastest.certain()) {
            console.log(console.say("machine.busy"));
        }
        if (fastest.threads() > recipe.threads()) {
            console.log(console.say("machine.threads", "threads", fastest.threads()));
        }
        return recipe.with(edit -> edit.threads(fastest.threads()));
    }
}
