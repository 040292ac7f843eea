package joyul.recipe;

import java.util.List;
import joyul.batch.MemorySize;
import joyul.check.InputException;
import joyul.layer.Place;
import joyul.layer.Shape;
import joyul.layer.Weight;
import joyul.network.Network;

/**
 * The least memory that training takes, whatever the optimizer: each weight and its gradient, and of the examples that
 * pass at once the input of each layer that learns, from which its gradient is computed.
 */
final class Footprint {
    private static final int BYTES = 4;

    private Footprint() {}

    /**
     * Refuses a network that this machine cannot hold, before anything is allocated for it.
     *
     * @param passing examples that pass through the network at once
     */
    static void check(Network network, Shape input, int passing, MemorySize machine) {
        long weights = 0;
        long kept = 0;
        for (Place place : network.places(input)) {
            List<Weight> learned = place.layer().weights(place.input());
            weights += learned.stream().mapToLong(Weight::size).sum();
            kept += learned.isEmpty() ? 0 : place.input().size();
        }
        double bytes = BYTES * (2.0 * weights + (double) kept * passing);
        if (bytes > machine.bytes()) {
            throw InputException.about(
                    "network",
                    "must fit into the " + machine + " of memory of this machine, but its "
                            + weights + " weights and " + passing + " examples at once need at least "
                            + new MemorySize((long) bytes) + "; make it smaller, or lower batch_size or micro_batch");
        }
    }
}
