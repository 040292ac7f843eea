package joyul.cli;

import joyul.batch.CriticalBatch;
import joyul.batch.NoiseScale;
import joyul.batch.NoiseTrail;

/** The gradient noise along a run, in one line. */
final class NoiseWords {
    private static final int WINDOWS = 5;

    private NoiseWords() {}

    static String of(NoiseTrail trail) {
        if (trail.size() == 0) {
            return "noise scale: the run was too short to measure it";
        }
        NoiseScale scale = trail.middle(WINDOWS).scale();
        CriticalBatch critical = CriticalBatch.of(scale);
        return "noise scale " + order(scale.value()) + " [" + order(scale.low()) + ", " + order(scale.high())
                + "] in the middle of the run (" + trail.size() + " samples): a critical batch of the order of "
                + order(critical.low()) + " to " + order(critical.high());
    }

    private static String order(double value) {
        return Double.isFinite(value) ? Figures.count(value) : "infinity";
    }
}
