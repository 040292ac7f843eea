package joyul.batch;

import joyul.check.Check;

/** Finds the largest batch size that works, by doubling and then by bisection; only sizes that were tried count. */
final class SizeSearch {
    /** How a size did. */
    enum Verdict {
        WORKS,
        FAILS,
        /** It was not tried, for the time is up. */
        NO_TIME
    }

    /** Tries a size. */
    interface Attempt {
        Verdict at(int size);
    }

    /**
     * What was found.
     *
     * @param largest the largest size that worked; 0 if none did
     * @param failed the smallest size that failed; 0 if none did
     * @param timeUp whether the search ended early
     */
    record Found(int largest, int failed, boolean timeUp) {}

    private SizeSearch() {}

    /**
     * The search.
     *
     * @param first the size to begin with
     * @param least sizes below are not tried
     * @param most sizes above are not tried
     * @param resolution a gap to the next failing size below this share of the largest is close enough
     */
    static Found largest(int first, int least, int most, double resolution, Attempt attempt) {
        Check.within("first", first, least, most);
        int works = 0;
        int fails = 0;
        int next = first;
        while (next > 0) {
            Verdict verdict = attempt.at(next);
            if (verdict == Verdict.NO_TIME) {
                return new Found(works, fails, true);
            }
            if (verdict == Verdict.WORKS) {
                works = next;
            } else {
                fails = next;
            }
            next = next(works, fails, least, most, resolution);
        }
        return new Found(works, fails, false);
    }

    /** The size to try next; 0 if the search is at its end. */
    private static int next(int works, int fails, int least, int most, double resolution) {
        if (fails == 0) {
            return works == most ? 0 : (int) Math.min(2L * works, most);
        }
        int below = Math.max(works, least - 1);
        boolean close = fails - below <= Math.max(1, (int) (resolution * works));
        return close ? 0 : below + (fails - below) / 2;
    }
}
