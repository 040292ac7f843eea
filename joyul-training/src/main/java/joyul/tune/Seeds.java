package joyul.tune;

/** The seeds of training runs, derived from the study's so that no two purposes share one. */
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    static long ofTrial(long study, int trial) {
        return mixed(study, 1, trial);
    }

    /** Fresh seeds: the same for all candidates, so that they are compared on equal terms. */
    static long ofConfirmation(long study, int repeat) {
        return mixed(study, 2, repeat);
    }

    /** SplitMix64's finaliser (Steele, Lea and Flood 2014), cut to a positive number that people can copy. */
    private static long mixed(long study, int purpose, int index) {
        long z = study * GOLDEN + purpose * 0xD1B54A32D192ED03L + (index + 1) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) & Integer.MAX_VALUE) + 1;
    }
}
