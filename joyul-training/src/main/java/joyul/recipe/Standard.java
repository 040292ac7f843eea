package joyul.recipe;

import java.util.Map;
import joyul.data.Data;
import joyul.form.Fields;
import joyul.network.Network;

/** The default recipe for some data: what a practitioner would start from before anything is measured. */
public final class Standard {
    private Standard() {}

    /** The default recipe of these data with a network for them: every part as it is where nothing is said. */
    public static Recipe recipe(DataSource source, Data data, Network network) {
        Given nothing = new Given(Fields.of(Map.of()), source, data, () -> network);
        return RecipeForm.of(key -> key.read(nothing));
    }
}
