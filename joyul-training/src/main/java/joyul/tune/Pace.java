package joyul.tune;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import joyul.pruner.Asha;

/**
 * How the budget is spent: the length of the default recipe's first run, at which lengths the search compares trials, and
 * when it must end so that the race on fresh seeds has its time. Planned from one timing of a second: what comes after
 * the search is planned again from what runs took.
 *
 * @param standard epochs of the default recipe's first run: its own, or as many as the budget has time for
 * @param epochs of the longest runs of the search
 * @param shortest epochs of its shortest runs
 * @param epochSeconds what one epoch of the base recipe is expected to take in one job
 * @param searchSeconds from the start of the tune; infinite where the budget counts trials
 * @param totalSeconds likewise, for everything
 */
record Pace(int standard, int epochs, int shortest, double epochSeconds, double searchSeconds, double totalSeconds) {
    private static final int ETA = 3;

    /** Below so many trials chance decides more than the sampler: runs are shortened until the search has them. */
    private static final int TRIALS = 16;

    /** Fewer must do where so many would be too short to tell recipes apart. */
    private static final int FEW_TRIALS = 10;

    private static final double SEARCH_SHARE = 0.3;

    /** What the search has at least beside the default recipe's first run. */
    private static final double LEAST_SEARCH_SHARE = 0.15;

    /** The most that the default recipe's first run may take of the time. */
    private static final double OPENING_SHARE = 0.45;

    /** After fewer steps the order of recipes is not yet that of their ends: small batches, which step more, lead. */
    private static final int FEWEST_STEPS = 250;

    /** What loading, the test and the report take. */
    private static final double FIXED_SECONDS = 4;

    /**
     * Divides a time.
     *
     * @param spent seconds that are over already
     * @param epochSeconds what one epoch of the base recipe takes in one job
     * @param standard its epochs
     * @param steps that it makes in an epoch
     */
    static Pace of(Optional<Duration> time, double spent, int jobs, double epochSeconds, int standard, long steps) {
        int least = (int) Math.max(1, (FEWEST_STEPS + steps - 1) / steps);
        if (time.isEmpty()) {
            double endless = Double.POSITIVE_INFINITY;
            return new Pace(standard, standard, first(standard, least), epochSeconds, endless, endless);
        }
        double total = time.get().toMillis() / 1e3;
        double left = Math.max(0.1, total - FIXED_SECONDS - spent);
        int opening = (int) Math.max(1, Math.min(standard, OPENING_SHARE * left / epochSeconds));
        Search search = new Search(left * jobs, opening * epochSeconds, epochSeconds, least);
        Pace pace = search.pace(TRIALS, opening);
        if (2 * pace.epochs < opening) {
            pace = search.pace(FEW_TRIALS, opening);
        }
        return new Pace(opening, pace.epochs, pace.shortest, epochSeconds, spent + pace.searchSeconds / jobs, total);
    }

    /** The part of the time before the race, in seconds of one job. */
    private record Search(double all, double opening, double epochSeconds, int least) {
        Pace pace(int trials, int longest) {
            double seconds = Math.max(SEARCH_SHARE * all, opening + LEAST_SEARCH_SHARE * all);
            double epochs = (seconds - opening) / epochSeconds;
            int length = longest;
            while (length > 1 && epochs / perTrial(length) < trials) {
                length--;
            }
            return new Pace(longest, length, first(length, least), epochSeconds, seconds, all);
        }

        /** Epochs that a trial takes on average: one in three goes on to each next rung. */
        private double perTrial(int length) {
            List<Integer> rungs = new Asha(first(length, least), ETA, length).rungs();
            double sum = 0;
            for (int i = rungs.size() - 1; i >= 0; i--) {
                sum = rungs.get(i) + sum / ETA;
            }
            return sum;
        }
    }

    /** The first rung: two below the longest runs, but no shorter than makes sense. */
    private static int first(int longest, int least) {
        return Math.min(longest, Math.max(least, Math.round(longest / (float) (ETA * ETA))));
    }

    Asha asha() {
        return new Asha(shortest, ETA, epochs);
    }

    /** The same with the lengths of a search that goes on. */
    Pace withSearch(int first, int longest) {
        return new Pace(standard, longest, first, epochSeconds, searchSeconds, totalSeconds);
    }
}
