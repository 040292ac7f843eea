package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.noise.NoiseSample;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
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
    void aGradientThatDrownsInItsNoiseIsNoRangeFromInfinityToInfinity() {
        double infinite = Double.POSITIVE_INFINITY;
        Recommendation chosen = Recommendation.of(
                ceilings(infinite, infinite, infinite, MemoryCeiling.End.TIME), 64, NormalizationUse.NONE);
        assertThat(chosen.sentences(Language.EN).get(1)).contains("nothing is known of the critical batch");
        assertThat(chosen.sentences(Language.EN)).noneMatch(sentence -> sentence.contains("∞"));
    }

    @Test
    void anUnresolvedNoiseScaleSaysSo() {
        Recommendation chosen = Recommendation.of(
                ceilings(100, 10, Double.POSITIVE_INFINITY, MemoryCeiling.End.TIME), 64, NormalizationUse.NONE);
        assertThat(chosen.reasons()).extracting(Phrase::key).contains("batch.critical.open", "batch.memory.time");
        assertThat(chosen.sentences(Language.EN).get(1)).contains("from 2 to ∞");
    }

    @Test
    void theOnlySizeTriedIsNotSaidToBeFast() {
        Ceilings all = ceilings(100, 90, 110, MemoryCeiling.End.TIME);
        Ceilings one = new Ceilings(all.sizes().subList(0, 1), all.memory(), all.noise(), all.middle(), 10_000);
        Recommendation chosen = Recommendation.of(one, 64, NormalizationUse.NONE);
        // 8 / (0.02 + 0.008) = 285.7 a second.
        assertThat(chosen.sentences(Language.EN).get(0))
                .isEqualTo("Throughput: 286 examples/s at 8; no other size was tried, so whether another is faster is"
                        + " not known.");
        assertThat(chosen.sentences(Language.KO).get(0)).contains("286", "8").doesNotContain("5 %");
    }

    @Test
    void oneSampleOfTheNoiseHasNoInterval() {
        Ceilings all = ceilings(100, 90, 110, MemoryCeiling.End.TIME);
        NoiseScale scale = NoiseScale.of(List.of(new NoiseSample(1, 2144)));
        assertThat(scale.resolved()).isFalse();
        NoiseTrail.Window window = new NoiseTrail.Window(1, 1, scale);
        Recommendation chosen = Recommendation.of(
                new Ceilings(all.sizes(), all.memory(), List.of(window), window, 10_000), 64, NormalizationUse.NONE);
        assertThat(chosen.sentences(Language.EN).get(1))
                .contains("one sample gives no interval")
                .doesNotContain("[");
        assertThat(chosen.sentences(Language.KO).get(1)).contains("하나뿐").doesNotContain("[");
    }

    @Test
    void theLargestSizeThatTheTimeAllowedIsNoLastWord() {
        Ceilings all = ceilings(1e9, 1e9, 1e9, MemoryCeiling.End.TIME);
        Ceilings cut = new Ceilings(all.sizes().subList(0, 2), all.memory(), all.noise(), all.middle(), 10_000);
        Recommendation chosen = Recommendation.of(cut, 64, NormalizationUse.NONE);
        assertThat(chosen.batch()).isEqualTo(16);
        assertThat(chosen.sentences(Language.EN).get(3))
                .isEqualTo(
                        "Time: 16 is the largest size that was tried, so a larger one may be better; give more time.");
        assertThat(chosen.sentences(Language.KO).get(3)).contains("16", "시간을 더 주세요");
        assertThat(Recommendation.of(all, 64, NormalizationUse.NONE).reasons())
                .as("512, where 1,024 was tried")
                .extracting(Phrase::key)
                .doesNotContain("batch.time");
    }

    /** Sizes whose examples per second make the worst slowdowns come out as given, for a critical batch far above. */
    private static Ceilings slowdowns(double spread, int[] batches, double... slowdowns) {
        List<TriedSize> sizes = new java.util.ArrayList<>();
        for (int i = 0; i < batches.length; i++) {
            sizes.add(new TriedSize(batches[i], 10_000 / slowdowns[i], i == 1 ? spread : 0.02, 0));
        }
        NoiseTrail.Window window = new NoiseTrail.Window(1, 100, new NoiseScale(1e12, 1e12, 1e12, 1, 1e12, 10));
        int largest = batches[batches.length - 1];
        MemoryCeiling memory = new MemoryCeiling(largest, 0, MemoryCeiling.End.DATA, MemorySize.parse("2g"));
        return new Ceilings(sizes, memory, List.of(window), window, 10_000);
    }

    /** 128 needs 9.96 times as long, so no sentence may say that 32 to 256 are alike. */
    @Test
    void aSizeThatIsFarWorseEndsTheRangeOfThoseAsGood() {
        Ceilings ceilings = slowdowns(0.02, new int[] {32, 64, 128, 256}, 1, 1.1, 9.96, 1.2);
        Recommendation chosen = Recommendation.of(ceilings, 32, NormalizationUse.NONE);
        assertThat(ceilings.worstSlowdown(ceilings.sizes().get(2))).isCloseTo(9.96, within(1e-6));
        assertThat(chosen.sentences(Language.EN).get(2))
                .isEqualTo("Together: with 32 a run to the same loss takes at most 0 % longer than with the best size,"
                        + " whichever end of that range is true; 32 to 64 are as good within 25 %, and of equals the"
                        + " smallest is taken.");
        for (TriedSize size : ceilings.sizes()) {
            if (size.batch() >= chosen.from() && size.batch() <= chosen.to()) {
                assertThat(ceilings.worstSlowdown(size)).isLessThanOrEqualTo(1.25);
            }
        }
    }

    @Test
    void whereAsGoodASizeSharesEnoughExamplesItIsTheOneRecommended() {
        Ceilings ceilings = slowdowns(0.02, new int[] {8, 16, 32, 64}, 1.5, 1, 1.2, 1.24);
        Recommendation chosen = Recommendation.of(ceilings, 16, NormalizationUse.WHOLE_BATCH);
        assertThat(chosen.batch()).isEqualTo(32);
        assertThat(chosen.sentences(Language.EN).get(2))
                .isEqualTo("Together: with 32 a run to the same loss takes at most 20 % longer than with the best size,"
                        + " whichever end of that range is true; 16 to 64 are as good within 25 %, and of equals 32 is"
                        + " taken, not 16, so that enough examples share their statistics.");
        assertThat(chosen.sentences(Language.EN).get(5)).contains("32 examples share their statistics, within");
        assertThat(Recommendation.of(ceilings, 16, NormalizationUse.FIXED_GROUPS)
                        .batch())
                .isEqualTo(16);
    }

    @Test
    void adviceNamesNoOtherSizeThanTheOneRecommended() {
        Ceilings ceilings = slowdowns(0.02, new int[] {8, 16, 32, 64}, 1.5, 1, 1.3, 2);
        Recommendation chosen = Recommendation.of(ceilings, 64, NormalizationUse.WHOLE_BATCH);
        assertThat(chosen.batch()).isEqualTo(16);
        assertThat(chosen.sentences(Language.EN).get(5))
                .isEqualTo(
                        "Normalization: only 16 examples share their statistics, below the 32 to 128 that did best in"
                                + " Wu and Johnson 2021; with this size prefer a normalization that does not depend on the batch,"
                                + " such as group_norm.");
        assertThat(chosen.sentences(Language.EN).get(6)).contains("joyul rescale RECIPE --batch 16.");
    }

    @Test
    void nothingIsSaidOfSizesThatWereNotTried() {
        Recommendation one = Recommendation.of(slowdowns(0.02, new int[] {8}, 1), 8, NormalizationUse.NONE);
        assertThat(one.sentences(Language.EN).get(0))
                .isEqualTo(
                        "Throughput: 10,000 examples/s at 8; no other size was tried, so whether another is faster is not"
                                + " known.");
        assertThat(one.sentences(Language.EN).get(2))
                .isEqualTo("Together: 8 is the only size that was tried, so it is compared with none.");
        Recommendation flat = Recommendation.of(slowdowns(0.02, new int[] {8, 16}, 1, 1.01), 8, NormalizationUse.NONE);
        assertThat(flat.sentences(Language.EN).get(0))
                .isEqualTo(
                        "Throughput: 8, the smallest size tried, is within 5 % of the best (10,000 examples/s at 8), so"
                                + " a larger batch makes an epoch no faster.");
    }

    @Test
    void whereTheMachineWasBusyTheRecipeKeepsItsSize() {
        int[] batches = {16, 32, 64, 128};
        double[] slowdowns = {1, 1.2, 1.35, 1.9};
        Recommendation chosen = Recommendation.of(slowdowns(0.4, batches, slowdowns), 64, NormalizationUse.NONE);
        assertThat(chosen.batch()).isEqualTo(64);
        assertThat(chosen.sentences(Language.EN).subList(2, 4))
                .containsExactly(
                        "Timing: the rounds of batch 32 differ by 40 %, more than 25 %, so something else used the"
                                + " machine; sizes that differ by less count as equal. Measure again when nothing else"
                                + " runs.",
                        "Together: with 64 a run to the same loss takes at most 35 % longer than with the best size,"
                                + " whichever end of that range is true; 16 to 64 are as good within 40 %, which is all"
                                + " that these times can tell, so the recipe keeps 64.");
        assertThat(Recommendation.of(slowdowns(0.4, batches, slowdowns), 128, NormalizationUse.NONE)
                        .batch())
                .as("128 is slower by more than that")
                .isEqualTo(16);
        assertThat(Recommendation.of(slowdowns(0.2, batches, slowdowns), 64, NormalizationUse.NONE)
                        .batch())
                .isEqualTo(16);
        for (Language language : Language.values()) {
            assertThat(chosen.sentences(language)).hasSize(8).noneMatch(text -> text.matches(".*\\{\\w+}.*"));
        }
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
