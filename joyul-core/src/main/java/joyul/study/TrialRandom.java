package joyul.study;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The generator of one trial: {@code SplittableRandom(mix(mix(seed) + number))}, where mix is the finalizer of
 * SplitMix64 (Steele, Lea, Flood 2014, section 4; Stafford's variant 13). It depends on nothing else, so a proposal is
 * decided by the study's seed, the trial's number and the history.
 */
final class TrialRandom {
    private TrialRandom() {}

    static RandomGenerator of(long seed, int number) {
        return new SplittableRandom(mix(mix(seed) + number));
    }

    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
