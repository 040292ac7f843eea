package firstlr;

import joyul.data.Data;
import joyul.recipe.Recipe;

/** One training whose best first rate is looked for. */
interface Problem {
    /** A name that says everything, without blanks. */
    String name();

    /** Of {@link Sources}. */
    String source();

    /** {@code sgd} or {@code adamw}. */
    String optimizer();

    /** About how many optimizer steps the whole run has. */
    int steps();

    /** The examples, of those the source has. */
    Data data(Data whole);

    Recipe recipe(Data data);

    /** How much is spent on its truth. */
    default Truth.Effort effort() {
        return Truth.Effort.USUAL;
    }
}
