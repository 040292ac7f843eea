package joyul.probe;

import joyul.data.Data;
import joyul.firstrate.RangeLibrary;
import joyul.firstrate.RangeSweep;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;

/** Range tests as other libraries make them, of a recipe of ours: fresh weights, its optimizer, its batches. */
public final class RangeTests {
    private RangeTests() {}

    /**
     * The range test of a library.
     *
     * @param start the rate that it begins with; {@link RangeLibrary#lowest} is the library's own
     */
    public static RangeSweep run(Recipe recipe, Data data, RangeLibrary library, double start) {
        Allowance allowance = new Allowance(library.steps(), Listener.NONE, new Cancellation());
        try (Track track = new Track(recipe, data, allowance)) {
            return Comparison.rangeTest(track, recipe, library, start, allowance);
        }
    }
}
