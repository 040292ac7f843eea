package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import joyul.run.Cancellation;
import joyul.sampler.TpeSampler;
import joyul.search.Search;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;
import joyul.storage.Storages;
import joyul.study.Study;
import org.junit.jupiter.api.Test;

class LengtheningTest {
    private static final Space SPACE = Space.empty()
            .with(new Parameter("weight_decay", new FloatDomain(1e-6, 1e-2, Scale.LOG, null)))
            .with(new Parameter("augmentation", new ChoiceDomain(List.of("none", "shift=1", "shift=1,flip"))));
    private static final Point START = Point.of(Map.of("weight_decay", 5e-4, "augmentation", "none"));
    private static final List<Strength> STRENGTHS = List.of(
            new Strength(Point.of(Map.of("augmentation", "shift=1,flip")), 1),
            new Strength(Point.of(Map.of("augmentation", "shift=1")), 1),
            new Strength(Point.empty(), 4));

    /** A race of two jobs with so many seconds left, where an epoch takes one. */
    private static RaceClock clock(double seconds) {
        Study study = Search.study(Storages.open("memory:"), "tune")
                .sampler(new TpeSampler())
                .space(SPACE)
                .minimize();
        study.begin(START);
        // A twentieth for what a run takes beside its epochs, another so that it ends in time, four seconds for the
        // end.
        double total = seconds * 1.05 / 0.95 + 4.01;
        Pace pace = new Pace(8, 8, 2, 1, 0, total);
        return new RaceClock(study, pace, new Stopwatch(new Cancellation(), total), 2);
    }

    private static List<Lengthening.Step> steps(Candidate leader, double seconds, Candidate... known) {
        return new Lengthening(STRENGTHS, SPACE, 100).from(leader, List.of(known), 0, clock(seconds));
    }

    private static Candidate candidate(String augmentation, int epochs) {
        return new Candidate(0, START.with("augmentation", augmentation), epochs);
    }

    @Test
    void theLeaderIsTriedThreeTimesAsLongWithMoreRegularisationFirst() {
        List<Lengthening.Step> steps = steps(candidate("none", 8), 1000);
        assertThat(steps).extracting(Lengthening.Step::epochs).containsOnly(24);
        assertThat(steps)
                .extracting(step -> step.point().value("augmentation"))
                .containsExactly("shift=1,flip", "shift=1", "none", "none");
        assertThat(steps)
                .extracting(step -> step.point().number("weight_decay"))
                .containsExactly(5e-4, 5e-4, 5e-4, 2e-3);
        assertThat(steps)
                .as("the same point needs no trial of its own")
                .extracting(step -> step.changed().isPresent())
                .containsExactly(true, true, false, true);
    }

    @Test
    void whereTimeIsShortThereAreAsManyAsJobsAndTheyFillIt() {
        assertThat(steps(candidate("none", 8), 50)).hasSize(2).allMatch(step -> step.epochs() == 24);
        // Of 25 seconds a tenth is for the end.
        assertThat(steps(candidate("none", 8), 19)).hasSize(2).allMatch(step -> step.epochs() == 20);
        assertThat(steps(candidate("none", 8), 3))
                .as("not even the length it has")
                .isEmpty();
    }

    @Test
    void whereNoLongerRunFitsTheSameLengthIsTriedWithWhatIsNew() {
        List<Lengthening.Step> steps =
                steps(candidate("shift=1,flip", 24), 30, candidate("shift=1,flip", 24), candidate("shift=1", 24));
        assertThat(steps)
                .extracting(step -> step.epochs() + " " + step.point().value("augmentation") + " "
                        + step.point().number("weight_decay"))
                .as("30 are not 1.3 times 24, and what ran already is not run again")
                .containsExactly("24 shift=1,flip 0.002");
    }

    @Test
    void noMoreTrialsAreBegunThanTheBudgetCounts() {
        Lengthening one = new Lengthening(STRENGTHS, SPACE, 1);
        assertThat(one.from(candidate("none", 8), List.of(), 0, clock(1000)))
                .extracting(step -> step.changed().isPresent())
                .containsExactly(true, false);
        assertThat(one.from(candidate("none", 8), List.of(), 1, clock(1000)))
                .extracting(step -> step.changed().isPresent())
                .containsExactly(false);
    }

    @Test
    void theWeightDecayStaysInItsRange() {
        Point most = new Strength(Point.empty(), 4).on(START.with("weight_decay", 9e-3), SPACE);
        assertThat(most.number("weight_decay")).isEqualTo(1e-2);
    }
}
