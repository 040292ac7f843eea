package joyul.tune;

import java.time.Duration;
import java.util.Optional;
import joyul.pruner.Asha;

/**
 * How the budget is spent: how long a full run is, at which rungs trials are compared, and when the search must end so that
 * the confirmation and the report still fit.
 *
 * @param epochs of a full run
 * @param searchSeconds from the start of the tune; infinite where the budget counts trials
 * @param totalSeconds likewise, for everything
 */
record Pace(int epochs, double searchSeconds, double totalSeconds) {
    /** A search should start at least so many trials: below that, chance decides more than the sampler. */
    private static final int TRIALS = 36;

    private static final int ETA = 3;

    /** From this many epochs a run has three rungs. */
    private static final int THREE_RUNGS = ETA * ETA;

    private static final int LONGEST_RUN = 99;
    private static final double CONFIRM_SHARE = 0.25;

    private static final double FIRST_RESULT_SHARE = 0.8;

    /** What loading, the test and the report take. */
    private static final double FIXED_SECONDS = 5;

    /**
     * Divides a time.
     *
     * @param spent seconds that are over already
     * @param epochSeconds what one epoch of the base recipe takes in one job
     */
    static Pace of(Optional<Duration> time, double spent, int jobs, double epochSeconds, int standardEpochs) {
        if (time.isEmpty()) {
            return new Pace(rounded(standardEpochs), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double total = time.get().toMillis() / 1e3;
        double forSearch = Math.max(total * 0.3, total * (1 - CONFIRM_SHARE) - FIXED_SECONDS);
        double perEpoch = Math.max(0, forSearch - spent) * jobs / (TRIALS * epochSeconds);
        return new Pace(epochs(perEpoch), forSearch, total);
    }

    /**
     * The epochs of a full run, when the search has time for so many epochs a trial. With two rungs a trial costs two
     * thirds of a run on average, with three a third; three are taken where the first still has an epoch.
     */
    private static int epochs(double affordable) {
        int three = (int) (3 * affordable);
        return three >= THREE_RUNGS
                ? Math.min(LONGEST_RUN, three / (ETA * ETA) * ETA * ETA)
                : rounded((int) (1.5 * affordable));
    }

    /** A multiple of eta, so that the first rung is a whole number of epochs. */
    private static int rounded(int epochs) {
        return Math.max(1, epochs < ETA ? epochs : epochs / ETA * ETA);
    }

    /** When a search must end that has no result yet: a result that nothing confirms is better than none. */
    double firstResultSeconds() {
        return Math.max(searchSeconds, FIRST_RESULT_SHARE * totalSeconds);
    }

    Asha asha() {
        int first = epochs >= THREE_RUNGS && epochs % (ETA * ETA) == 0 ? epochs / (ETA * ETA) : epochs / ETA;
        return new Asha(Math.max(1, first), ETA, epochs);
    }
}
