package joyul.firstrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import joyul.check.InputException;
import joyul.explain.Language;
import org.junit.jupiter.api.Test;

class FirstRateMethodTest {
    /** A training that exists as a formula: its loss is a parabola in log10 rate, and above an edge it runs away. */
    private static class Formula implements RateCourse {
        private final double best;
        private final double edge;
        private final int examples;
        private final double noise;
        private final SplittableRandom random;
        private long left;
        private long spent;

        Formula(double best, double edge, int examples, long budget, double noise, long seed) {
            this.best = best;
            this.edge = edge;
            this.examples = examples;
            this.noise = noise;
            left = budget;
            random = new SplittableRandom(seed);
        }

        @Override
        public long runSteps() {
            return 1_600;
        }

        @Override
        public int examples() {
            return examples;
        }

        @Override
        public boolean slowsItself() {
            return false;
        }

        @Override
        public double habit() {
            return 0.1;
        }

        @Override
        public RangeSweep sweep(double start) {
            List<Double> rates = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            do {
                rates.add(LagFreeSweep.rate(start, rates.size()));
                double place = Math.log10(rates.get(rates.size() - 1));
                losses.add(0.5 + 2 / (1 + Math.exp(4 * (place - best + 1))) + Math.exp(9 * (place - best - 1)));
                left--;
                spent++;
            } while (left > 0 && !LagFreeSweep.ends(new RangeSweep(rates, losses)));
            return new RangeSweep(rates, losses);
        }

        @Override
        public RacedRate race(double rate, int steps, long seed) {
            assertThat(left).as("budget").isGreaterThanOrEqualTo(steps);
            left -= steps;
            spent += steps;
            double off = Math.log10(rate) - best;
            double loss = off + best > edge
                    ? Double.POSITIVE_INFINITY
                    : 0.3 * Math.exp(1.5 * off * off + noise * random.nextGaussian());
            return new RacedRate(rate, steps, seed, loss);
        }

        @Override
        public long left() {
            return left;
        }

        @Override
        public long spent() {
            return spent;
        }
    }

    private static Formula formula(double best, double edge, long budget) {
        return new Formula(best, edge, 5_000, budget, 0, 1);
    }

    @Test
    void theBestAndItsNeighboursAreWeighedByTheirLossesAndTheirMeanIsCarriedToTheRunsLength() {
        RateAdvice advice = new FirstRateMethod(formula(-1.1, 1, 600), 1).advise(1e-5);
        double sum = 0;
        double weights = 0;
        for (double place : new double[] {-1.5, -1.0, -0.5}) {
            double weight = Math.pow(Math.exp(-1.5 * (place + 1.1) * (place + 1.1)), 10);
            sum += weight * place;
            weights += weight;
        }
        double longer = Math.log10(1_600.0 / advice.races().get(0).steps());
        assertThat(Math.log10(advice.recommended())).isCloseTo(sum / weights - 0.4 * longer, within(0.02));
        assertThat(advice.low()).isCloseTo(advice.recommended() / Math.pow(10, 0.6), within(0.05 * advice.low()));
    }

    @Test
    void withFewExamplesTheLongRunWantsAMuchLowerRate() {
        Formula few = new Formula(-1.1, 1, 350, 600, 0, 1);
        Formula many = new Formula(-1.1, 1, 5_000, 600, 0, 1);
        RateAdvice advice = new FirstRateMethod(few, 1).advise(1e-5);
        double usual = new FirstRateMethod(many, 1).advise(1e-5).recommended();
        double longer = Math.log10(1_600.0 / advice.races().get(0).steps());
        assertThat(Math.log10(advice.recommended() / usual)).isCloseTo(-0.4 * longer, within(0.03));
        assertThat(advice.high() / advice.low()).isCloseTo(Math.pow(10, 1.8), within(4.0));
    }

    /** A training whose longer runs slow themselves, with a best rate of the short ones. */
    private static RateAdvice slowing(double best, int examples) {
        Formula course = new Formula(best, 1, examples, 600, 0, 1) {
            @Override
            public boolean slowsItself() {
                return true;
            }
        };
        return new FirstRateMethod(course, 1).advise(1e-5);
    }

    @Test
    void aRunThatSlowsItselfWantsAHigherRateTheLongerItIsButNoneAboveHabitForThat() {
        RateAdvice usual = new FirstRateMethod(formula(-2.1, 1, 600), 1).advise(1e-5);
        RateAdvice slowing = slowing(-2.1, 5_000);
        double longer = Math.log10(1_600.0 / slowing.races().get(0).steps());
        assertThat(Math.log10(slowing.recommended() / usual.recommended())).isCloseTo(0.7 * longer, within(0.03));
        // With few examples there is as much more reason to go lower as for any run.
        assertThat(Math.log10(slowing.recommended() / slowing(-2.1, 350).recommended()))
                .isCloseTo(0.4 * longer, within(0.03));
        assertThat(slowing(-1.2, 5_000).recommended()).isEqualTo(0.1);
        // What the short runs favour themselves is never cut to habit.
        assertThat(slowing(-0.5, 5_000).recommended()).isBetween(0.3, 0.34);
    }

    @Test
    void theBudgetIsNeverExceededAndTheCostIsWhatWasSpent() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long budget = FirstRateMethod.SMALLEST_BUDGET + random.nextLong(2_000);
            Formula course = new Formula(
                    random.nextDouble(-3, 0), random.nextDouble(-2, 1), random.nextInt(100, 9_000), budget, 0.1, seed);
            try {
                RateAdvice advice = new FirstRateMethod(course, 1).advise(1e-5);
                assertThat(advice.costSteps()).as("seed %s", seed).isLessThanOrEqualTo(budget);
            } catch (InputException hopeless) {
                assertThat(hopeless).as("seed %s", seed).hasMessageContaining("ran away");
            }
        }
    }

    @Test
    void theAnswerHardlyMovesWithTheSweepsStart() {
        for (int seed = 0; seed < 200; seed++) {
            double best = new SplittableRandom(seed).nextDouble(-3, -0.5);
            List<Double> rates = new ArrayList<>();
            for (double start : new double[] {1e-8, 1e-7, 1e-6, 1e-5, 1e-4}) {
                rates.add(new FirstRateMethod(formula(best, 1, 400), 1)
                        .advise(start)
                        .recommended());
            }
            double moved = rates.stream().mapToDouble(r -> r).max().orElseThrow()
                    / rates.stream().mapToDouble(r -> r).min().orElseThrow();
            assertThat(moved).as("seed %s: %s", seed, rates).isLessThan(1.4);
        }
    }

    @Test
    void whatIsLeftOfALargeBudgetGoesIntoFurtherSeedsOfTheBestRates() {
        RateAdvice advice = new FirstRateMethod(formula(-1.1, 1, 9_000), 7).advise(1e-5);
        assertThat(advice.races()).extracting(RacedRate::seed).contains(7L, 8L, 9L);
        assertThat(advice.races()).extracting(RacedRate::steps).containsOnly(800);
    }

    @Test
    void theIntervalEndsWhereShortRunsRanAway() {
        RateAdvice advice = new FirstRateMethod(formula(-1.0, -0.6, 400), 1).advise(1e-5);
        assertThat(advice.high()).isLessThanOrEqualTo(Math.pow(10, -0.5) * 1.01);
        assertThat(advice.reason().in(Language.EN)).contains("; at 0.32 training ran away; ");
        assertThat(advice.reason().in(Language.KO)).contains(" 0.32에서는 학습이 발산했습니다. ");
    }

    @Test
    void onAPlateauHabitIsLeftAndTheReasonSaysSo() {
        RateCourse plateau = new Formula(-1.1, 1, 5_000, 400, 0, 1) {
            @Override
            public RangeSweep sweep(double start) {
                RangeSweep test = super.sweep(start);
                return new RangeSweep(
                        test.rates(), test.losses().stream().map(loss -> 2.3).toList());
            }

            @Override
            public RacedRate race(double rate, int steps, long seed) {
                return new RacedRate(
                        rate, steps, seed, super.race(rate, steps, seed).loss() > 0 ? 2.31 : 0);
            }
        };
        RateAdvice advice = new FirstRateMethod(plateau, 1).advise(1e-5);
        assertThat(advice.recommended()).isEqualTo(0.1);
        assertThat(advice.low()).isEqualTo(0.01);
        assertThat(advice.reason()).isEqualTo(new RateReason.Habit(4, 70, 2.31));
    }

    @Test
    void whereNoRateTrainsItSaysSoAndWhatToDo() {
        assertThatThrownBy(() -> new FirstRateMethod(formula(-1, -9, 400), 1).advise(1e-5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no rate could be trained with")
                .hasMessageContaining("check the data's scaling");
    }

    @Test
    void aSweepThatLeavesNothingForARaceIsSaid() {
        RateCourse slow = new Formula(-1.1, 1, 5_000, 100, 0, 1) {
            @Override
            public long left() {
                return spent() > 0 ? 3 : 100;
            }
        };
        assertThatThrownBy(() -> new FirstRateMethod(slow, 1).advise(1e-5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("left 3, too few")
                .hasMessageContaining("give a larger budget");
    }

    @Test
    void aBudgetTooSmallForAnyAnswerIsRefused() {
        assertThatThrownBy(() -> new FirstRateMethod(formula(-1, 1, 40), 1).advise(1e-5))
                .isInstanceOf(InputException.class)
                .hasMessage("budget must be " + FirstRateMethod.SMALLEST_BUDGET + " or more, but was 40");
    }

    @Test
    void theUsualBudgetIsAnEighthOfALongRunAndNeverBelowSixHundredSteps() {
        assertThat(FirstRateMethod.usualBudget(400)).isEqualTo(600);
        assertThat(FirstRateMethod.usualBudget(2_000)).isEqualTo(600);
        assertThat(FirstRateMethod.usualBudget(10_000)).isEqualTo(1_200);
    }

    @Test
    void theJsonHoldsWhatProgramsNeed() {
        RateAdvice advice = new FirstRateMethod(formula(-1.1, 1, 400), 1)
                .advise(1e-5)
                .beside(List.of(new RuleRate("habit", 0.1, null, 0, "SGD"), new RuleRate("none", null, null, 0, "")));
        assertThat(advice.json(Language.EN))
                .startsWith("{\"low\":")
                .contains("\"recommended\":" + advice.recommended(), "\"cost_steps\":" + advice.costSteps())
                .contains("{\"rule\":\"habit\",\"rate\":0.1,\"high\":null,\"cost_steps\":0,\"note\":\"SGD\"}")
                .contains("\"rate\":null");
        assertThat(advice.json(Language.KO)).contains("\"reason\":\"짧게 학습해 본");
        assertThat(advice.sentence(Language.EN))
                .contains(", use ")
                .contains("of ")
                .contains("rates run in short");
    }
}
