package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import org.junit.jupiter.api.Test;

class RecommendationTest {
    /** Throughput saturates at 1,000 examples/s: B / (0.02 + B / 1000) doubling from 8 to 1,024. */
    private static Ceilings ceilings(double noiseScale, double low, double high, MemoryCeiling.End end) {
        List<TriedSize> sizes = java.util.stream.IntStream.rangeClosed(3, 10)
                .map(power -> 1 << power)
                .mapToObj(batch -> new TriedSize(batch, batch / (0.02 + batch / 1000.0), 1L << 28))
                .toList();
        NoiseTrail.Window window =
                new NoiseTrail.Window(1, 100, new NoiseScale(noiseScale, low, high, 1, noiseScale, 10));
        MemoryCeiling memory =
                new MemoryCeiling(1024, end == MemoryCeiling.End.MEMORY ? 1060 : 0, end, MemorySize.parse("2g"));
        return new Ceilings(sizes, memory, List.of(window), window, 10_000);
    }

    @Test
    void theKneeIsTheSmallestSizeWithinFivePercentOfTheBest() {
        Ceilings ceilings = ceilings(100, 90, 110, MemoryCeiling.End.DATA);
        // 1,024 reaches 980.8 a second, 512 962.4, 256 927.5 = 94.6 % of the best.
        assertThat(ceilings.knee().batch()).isEqualTo(512);
        assertThat(TriedSize.fastest(ceilings.sizes()).batch()).isEqualTo(1024);
    }

    @Test
    void theSlowdownIsExamplesNeededOverExamplesPerSecond() {
        Ceilings ceilings = ceilings(100, 90, 110, MemoryCeiling.End.DATA);
        // Time (1 + B/c)(20 + B)/B has its minimum at sqrt(20 c): 44.7 for c = 100, so 32 or 64 of those tried.
        TriedSize at32 = ceilings.sizes().get(2);
        TriedSize at64 = ceilings.sizes().get(3);
        assertThat(ceilings.slowdown(at64, 100))
                .isCloseTo((1 + 0.64) * (0.02 + 0.064) / 64 / ((1 + 0.32) * (0.02 + 0.032) / 32), within(1e-12));
        assertThat(ceilings.slowdown(at32, 100)).isEqualTo(1);
    }

    @Test
    void theSmallestOfEqualsIsRecommendedWithinTheRangeOfTheCriticalBatch() {
        Recommendation chosen =
                Recommendation.of(ceilings(100, 90, 110, MemoryCeiling.End.MEMORY), 128, NormalizationUse.WHOLE_BATCH);
        // Low end 20: minimum at 20, so 16 or 32; high end 110: at 47, so 32 or 64. 32 is never far from either.
        assertThat(chosen.batch()).isEqualTo(32);
        assertThat(chosen.from()).isEqualTo(16);
        assertThat(chosen.to()).isEqualTo(32);
        assertThat(chosen.reasons())
                .extracting(Phrase::key)
                .containsExactly(
                        "batch.knee",
                        "batch.critical",
                        "batch.chosen",
                        "batch.memory",
                        "batch.data",
                        "batch.normalization.good",
                        "batch.rate.changed");
    }

    @Test
    void withoutNoiseToSpeakOfTheKneeDecides() {
        Recommendation chosen =
                Recommendation.of(ceilings(1e9, 1e9, 1e9, MemoryCeiling.End.DATA), 512, NormalizationUse.WHOLE_BATCH);
        assertThat(chosen.batch()).isEqualTo(512);
        assertThat(chosen.sentences(Language.EN).get(5)).contains("{type: ghost_batch_norm, size: 64}");
        assertThat(chosen.sentences(Language.EN).get(6)).startsWith("Learning rate: the recipe has this size already.");
    }

    @Test
    void anUnresolvedNoiseScaleSaysSo() {
        Recommendation chosen = Recommendation.of(
                ceilings(100, 10, Double.POSITIVE_INFINITY, MemoryCeiling.End.TIME), 64, NormalizationUse.NONE);
        assertThat(chosen.reasons()).extracting(Phrase::key).contains("batch.critical.open", "batch.memory.time");
        assertThat(chosen.sentences(Language.EN).get(1)).contains("from 2 to ∞");
    }

    @Test
    void theLargestSizeThatTheTimeAllowedIsNoLastWord() {
        Ceilings all = ceilings(1e9, 1e9, 1e9, MemoryCeiling.End.TIME);
        Ceilings cut = new Ceilings(all.sizes().subList(0, 2), all.memory(), all.noise(), all.middle(), 10_000);
        Recommendation chosen = Recommendation.of(cut, 64, NormalizationUse.NONE);
        assertThat(chosen.batch()).isEqualTo(16);
        assertThat(chosen.sentences(Language.EN).get(3))
                .isEqualTo(
                        "Time: 16 is the largest size that was tried, so a larger one may be better; give more time by"
                                + " --budget.");
        assertThat(chosen.sentences(Language.KO).get(3)).contains("16", "--budget");
        assertThat(Recommendation.of(all, 64, NormalizationUse.NONE).reasons())
                .as("512, where 1,024 was tried")
                .extracting(Phrase::key)
                .doesNotContain("batch.time");
    }

    @Test
    void everyReasonIsSaidInBothLanguages() {
        Texts english = Texts.of(Language.EN).and(Recommendation.class);
        assertThat(Texts.of(Language.KO).and(Recommendation.class).keys()).isEqualTo(english.keys());
        for (MemoryCeiling.End end : MemoryCeiling.End.values()) {
            for (NormalizationUse use : NormalizationUse.values()) {
                for (double scale : new double[] {3, 100, 1e9}) {
                    Recommendation chosen = Recommendation.of(ceilings(scale, scale, scale, end), 32, use);
                    for (Language language : Language.values()) {
                        assertThat(chosen.sentences(language))
                                .hasSize(7)
                                .noneMatch(text -> text.matches(".*\\{\\w+}.*"));
                    }
                }
            }
        }
    }
}
