package joyul.pruner;

import static joyul.testkit.SomeTrial.complete;
import static joyul.testkit.SomeTrial.ended;
import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Promotion;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.testkit.SomeTrial;
import org.junit.jupiter.api.Test;

class AshaPromotionTest {
    private final Asha asha = new Asha(1, 3, 9);

    private Optional<Promotion> promote(List<SomeTrial> trials) {
        return asha.promotions(trials.stream().map(SomeTrial::snapshot).toList(), Direction.MINIMIZE)
                .findFirst();
    }

    private Optional<Promotion> promote(SomeTrial... trials) {
        return promote(List.of(trials));
    }

    /** Nine trials paused at rung 0 with losses 5 1 7 3 9 2 8 4 6. */
    private static List<SomeTrial> nine() {
        List<SomeTrial> trials = new ArrayList<>();
        Stream.of(5, 1, 7, 3, 9, 2, 8, 4, 6)
                .forEach(loss -> trials.add(running(trials.size()).reading(1, loss)));
        return trials;
    }

    private static SomeTrial sent(SomeTrial trial, int rung) {
        return trial.note(Trial.RUNG, rung);
    }

    @Test
    void theTableOfNineTrialsGoesAsByHand() {
        List<SomeTrial> trials = nine();
        List<String> promotions = new ArrayList<>();
        // Each promoted trial reads half of its loss at the next rung.
        for (Optional<Promotion> next = promote(trials); next.isPresent(); next = promote(trials)) {
            Promotion promotion = next.get();
            int number = promotion.trial().number();
            promotions.add(number + " to " + promotion.resource() + ": " + promotion.reason());
            double loss = trials.get(number).readings().lastEntry().getValue() / 2;
            trials.set(number, sent(trials.get(number), promotion.rung()).reading(promotion.resource(), loss));
        }
        // floor(9/3) = 3 go on from rung 0: trials 1 (loss 1), 5 (2), 3 (3); floor(3/3) = 1 of them from rung 1: trial
        // 1.
        assertThat(promotions)
                .containsExactly(
                        "1 to 3: 1 at step 1 is rank 1 of 9; the best 3 go on",
                        "5 to 3: 2 at step 1 is rank 2 of 9; the best 3 go on",
                        "3 to 3: 3 at step 1 is rank 3 of 9; the best 3 go on",
                        "1 to 9: 0.5 at step 3 is rank 1 of 3; the best goes on");
    }

    @Test
    void fewerThanEtaTrialsPromoteNobody() {
        assertThat(promote()).isEmpty();
        assertThat(promote(running(0).reading(1, 1), running(1).reading(1, 2))).isEmpty();
        assertThat(promote(running(0).reading(1, 1), running(1).reading(1, 2), running(2)))
                .isEmpty();
    }

    @Test
    void theTopRungIsLookedAtFirst() {
        List<SomeTrial> trials = nine();
        for (int number : new int[] {1, 5, 3}) {
            trials.set(number, sent(trials.get(number), 1).reading(3, number));
        }
        trials.add(running(9).reading(1, 0.5));
        trials.add(running(10).reading(1, 0.6));
        Promotion first = promote(trials).orElseThrow();
        assertThat(first.trial().number()).isEqualTo(1);
        assertThat(first.rung()).isEqualTo(2);
        assertThat(first.resource()).isEqualTo(9);
        trials.set(1, sent(trials.get(1), 2));
        assertThat(promote(trials).orElseThrow().trial().number()).isEqualTo(9);
    }

    @Test
    void endedTrialsCountButAreNotPromoted() {
        assertThat(promote(
                        complete(0, 1).reading(1, 1),
                        running(1).reading(1, 2).ended(TrialState.PRUNED, 2.0),
                        running(2).reading(1, 3)))
                .isEmpty();
        List<SomeTrial> six = List.of(
                complete(0, 1).reading(1, 1),
                running(1).reading(1, 2),
                running(2).reading(1, 3),
                running(3).reading(1, 4),
                ended(4, Outcome.FAILED).reading(1, 5),
                running(5).reading(1, 6).ended(TrialState.PRUNED, 6.0));
        assertThat(promote(six).orElseThrow().trial().number()).isEqualTo(1);
    }

    @Test
    void brokenTrialsCountAsWorstWhereTheyBroke() {
        assertThat(promote(
                                running(0).reading(1, 7),
                                ended(1, Outcome.DIVERGED),
                                ended(2, Outcome.OUT_OF_MEMORY).reading(1, Double.NaN))
                        .orElseThrow()
                        .reason())
                .isEqualTo("7 at step 1 is rank 1 of 3; the best goes on");
        assertThat(promote(running(0).reading(1, 7), ended(1, Outcome.DIVERGED), ended(2, Outcome.FAILED)))
                .as("a failure without a reading says nothing")
                .isEmpty();
        assertThat(promote(
                        running(0).reading(1, Double.NaN),
                        running(1).reading(1, Double.NaN),
                        running(2).reading(1, Double.NaN)))
                .isEmpty();
    }

    @Test
    void ofEqualTrialsTheEarlierGoesOn() {
        assertThat(promote(
                                running(0).reading(1, 2),
                                running(1).reading(1, 2),
                                running(2).reading(1, 2))
                        .orElseThrow()
                        .trial()
                        .number())
                .isZero();
    }

    @Test
    void inMaximisationTheLargestGoesOn() {
        List<Trial> history = nine().stream().map(SomeTrial::snapshot).toList();
        assertThat(asha.promotions(history, Direction.MAXIMIZE)
                        .findFirst()
                        .orElseThrow()
                        .trial()
                        .number())
                .isEqualTo(4);
    }

    @Test
    void everyPromotedTrialIsAmongTheTopOfItsRungAndNoneIsPromotedTwice() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int eta = 2 + random.nextInt(3);
            Asha any = new Asha(1 + random.nextInt(3), eta, 40 + random.nextInt(60));
            List<SomeTrial> trials = new ArrayList<>();
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                List<Trial> history = trials.stream().map(SomeTrial::snapshot).toList();
                Optional<Promotion> next =
                        any.promotions(history, Direction.MINIMIZE).findFirst();
                if (next.isEmpty()) {
                    trials.add(outcome(running(trials.size()), any.rungs().get(0), random));
                    continue;
                }
                Promotion promotion = next.get();
                int number = promotion.trial().number();
                assertThat(promotion.trial().state()).as("seed %d", seed).isEqualTo(TrialState.RUNNING);
                assertThat(sent.add(number + " to " + promotion.rung()))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(promotion.resource()).isEqualTo(any.rungs().get(promotion.rung()));
                assertAmongTheTop(promotion, any.rungs().get(promotion.rung() - 1), eta, history, seed);
                trials.set(
                        number,
                        outcome(
                                trials.get(number).note(Trial.RUNG, (long) promotion.rung()),
                                promotion.resource(),
                                random));
            }
            assertThat(sent)
                    .as("seed %d: of %d trials at eta %d", seed, trials.size(), eta)
                    .isNotEmpty();
        }
    }

    /** Counts anew whether fewer than floor(n / eta) of the n trials at the rung below read better. */
    private static void assertAmongTheTop(Promotion promotion, int below, int eta, List<Trial> history, long seed) {
        double loss = promotion.trial().readings().getOrDefault(below, Double.NaN);
        int better = 0;
        int count = 0;
        for (Trial trial : history) {
            int sentTo = trial.attributes().get(Trial.RUNG) instanceof Number rung ? rung.intValue() : 0;
            boolean broke = trial.state() == TrialState.FAIL && sentTo == promotion.rung() - 1;
            count += broke || trial.readings().containsKey(below) ? 1 : 0;
            better += trial.readings().getOrDefault(below, Double.NaN) < loss ? 1 : 0;
        }
        assertThat(better).as("seed %d: %s", seed, promotion.reason()).isLessThan(count / eta);
    }

    private static SomeTrial outcome(SomeTrial trial, int resource, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> trial.reading(resource, Double.NaN);
            case 1 -> trial.ended(TrialState.FAIL, null).note(Outcome.ATTRIBUTE, Outcome.DIVERGED.text());
            default -> trial.reading(resource, random.nextDouble());
        };
    }
}
