package joyul.tune;

import joyul.sampler.RandomSampler;

/** A tune whose search draws its points at random; all else stays: its first points, its lengths, its race and its end. */
public final class RandomSearch {
    private RandomSearch() {}

    public static Tune of(Tune tune) {
        return tune.sampler(new RandomSampler());
    }
}
