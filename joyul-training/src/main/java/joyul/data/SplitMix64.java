package joyul.data;

/**
 * The 64-bit generator SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", with
 * Stafford's mix 13). Written out, because a batch order must not change with the JDK.
 */
final class SplitMix64 {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /** The generator of one epoch: (seed, epoch) mixed twice, so that neighbours share nothing. */
    static SplitMix64 of(long seed, int epoch) {
        return new SplitMix64(mix(mix(seed + GOLDEN) + (epoch + 1) * GOLDEN));
    }

    /** The generator of a place within what this one is for; this one stays as it is. */
    SplitMix64 split(int place) {
        return new SplitMix64(mix(state + (place + 1) * GOLDEN));
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number in 0..bound-1 from the upper 32 bits; its bias is below bound / 2^32. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long y = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
