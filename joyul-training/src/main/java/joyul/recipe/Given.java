package joyul.recipe;

import java.util.function.Supplier;
import joyul.data.Data;
import joyul.form.Fields;
import joyul.network.Network;

/**
 * What a recipe is read from: what somebody wrote, and the data, which fill in what nobody did.
 *
 * @param network the one where nothing is said
 */
record Given(Fields fields, DataSource source, Data data, Supplier<Network> network) {
    /** How many examples there are for training. */
    int examples() {
        return data.train().size();
    }
}
