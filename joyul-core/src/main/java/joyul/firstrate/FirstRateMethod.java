package joyul.firstrate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.expression.Numbers;

/**
 * Finds a first learning rate by a sweep and a race: a lag-free range test says roughly where training stops to improve;
 * then a few rates below run the whole recipe in short, its schedule and its epochs squeezed, and the lowest validation
 * loss wins; the winner is carried over to the length of the whole run.
 *
 * <p>The lengths, the offset and the exponents were chosen on 35 problems, and the one for runs that slow themselves on
 * default recipes as well; docs/first-rate.md has what they came to on others.
 */
public final class FirstRateMethod {
    /** The best rate of a short run lies about this far below the sweep's minimum, in decades. */
    private static final double BELOW_SWEEP = 0.75;

    /** What a sweep takes, about. */
    private static final int SWEEP_STEPS = 50;

    /** How many runs of a race a budget is divided into; most races end with fewer. */
    private static final int RACES = 5;

    private static final int SHORTEST_RACE = 16;
    private static final int FEWEST_RACES = 3;
    private static final int MOST_SEEDS = 3;

    /** The smallest budget that can give an answer. */
    public static final int SMALLEST_BUDGET = SWEEP_STEPS + FEWEST_RACES * SHORTEST_RACE;

    /** Losses nearer than this to each other, in logarithms, are the same. */
    private static final double SAME = 0.02;

    private static final int USUAL = 600;

    /** Near the half of the theory of convex descent, whose best rate falls with the root of the length. */
    private static final double USUAL_EXPONENT = 0.4;

    /**
     * Where a longer run slows itself: weights without a scale grow by the root of its length, which divides every step by
     * that root already, and the schedule takes the noise of what is left; a little more was best.
     */
    private static final double SLOWING_EXPONENT = -0.3;

    /** What few examples add, which are learned by heart: together near the 1 that keeps the sum of all rates. */
    private static final double FEW_EXAMPLES_MORE = 0.4;

    private static final int FEW_EXAMPLES = 400;
    private static final int MANY_EXAMPLES = 1_200;

    private final RateCourse course;
    private final long seed;

    /**
     * A method for one course.
     *
     * @param seed of the first race's weights
     */
    public FirstRateMethod(RateCourse course, long seed) {
        this.course = course;
        this.seed = seed;
    }

    /** The budget for a run of so many steps: an eighth of it, and never below 600, where answers became reliable. */
    public static long usualBudget(long runSteps) {
        return Math.max(USUAL, Math.round(0.12 * runSteps));
    }

    /**
     * Sweeps and races until the answer is found or the course's budget is spent.
     *
     * @param start the rate that the sweep begins with
     * @throws InputException if no rate could be trained with, or the budget is too small
     */
    public RateAdvice advise(double start) {
        Check.positive("the sweep's start", start);
        Check.atLeast("budget", course.left(), SMALLEST_BUDGET);
        int steps = raceSteps();
        long kept = (long) FEWEST_RACES * steps;
        RangeSweep sweep = sweep(start, kept);
        // A sweep over a plateau has its minimum anywhere: habit is the better guess of where to look.
        RateRace race = new RateRace(
                LagFreeSweep.taught(sweep) ? LagFreeSweep.minimum(sweep) - BELOW_SWEEP : Math.log10(course.habit()));
        OptionalInt next = race.next();
        while (next.isPresent() && course.left() >= steps) {
            run(race, next.getAsInt(), steps, seed);
            next = race.next();
        }
        if (race.size() == 0) {
            throw new InputException("the sweep took " + course.spent() + " steps and left " + course.left()
                    + ", too few for a run in short; give a larger budget");
        }
        if (!race.bestIsFinished()) {
            throw new InputException("no rate could be trained with: all of " + race.size()
                    + " short runs ran away, down to rate "
                    + Numbers.significant(race.runs().get(0).rate(), 2)
                    + "; check the data's scaling and the network");
        }
        again(race, steps);
        boolean plateau = !LagFreeSweep.taught(sweep) && race.spread() < SAME;
        return plateau ? habitual(sweep, race, steps) : advice(sweep, race, steps);
    }

    /** How long a race is: what the budget allows, at most half of the run. */
    private int raceSteps() {
        long allowed = (course.left() - SWEEP_STEPS) / RACES;
        long longest = Math.max(SHORTEST_RACE, course.runSteps() / 2);
        return (int) Math.max(SHORTEST_RACE, Math.min(allowed, longest));
    }

    /** A sweep that found its minimum at its very start is made again from three decades lower, if the races allow. */
    private RangeSweep sweep(double start, long kept) {
        RangeSweep sweep = course.sweep(start);
        boolean again = LagFreeSweep.beganTooHigh(sweep) && course.left() >= kept + SWEEP_STEPS;
        return again ? course.sweep(start / 1000) : sweep;
    }

    /** What is left of the budget goes into further seeds of the best and its neighbours. */
    private void again(RateRace race, int steps) {
        for (int more = 1; more < MOST_SEEDS && course.left() >= (long) FEWEST_RACES * steps; more++) {
            int best = race.best();
            for (int lane = best - 1; lane <= best + 1; lane++) {
                if (Double.isFinite(race.score(lane))) {
                    run(race, lane, steps, seed + more);
                }
            }
        }
    }

    private void run(RateRace race, int lane, int steps, long raceSeed) {
        race.add(lane, course.race(RateRace.rate(lane), steps, raceSeed));
    }

    private RateAdvice advice(RangeSweep sweep, RateRace race, int steps) {
        double place = carried(race, steps);
        double half = course.examples() < 600 ? 0.9 : 0.6;
        double recommended = rounded(Math.pow(10, place));
        double high = Math.pow(10, place + half);
        if (race.givenUpAbove().isPresent()) {
            high = Math.min(high, RateRace.rate(race.givenUpAbove().getAsInt()));
        }
        return new RateAdvice(
                Math.min(recommended, rounded(Math.pow(10, place - half))),
                Math.max(recommended, rounded(high)),
                recommended,
                reason(race, steps, recommended),
                course.spent(),
                sweep,
                race.runs(),
                List.of(),
                "");
    }

    /** What is left to say where neither the sweep nor any short run learned: habit, and a wide interval. */
    private RateAdvice habitual(RangeSweep sweep, RateRace race, int steps) {
        double habit = course.habit();
        RateReason reason = new RateReason.Habit(race.size(), steps, Math.exp(race.score(race.best())));
        return new RateAdvice(habit / 10, habit * 10, habit, reason, course.spent(), sweep, race.runs(), List.of(), "");
    }

    /** The favoured rate at the run's length; one that rises with it rises to habit at most, for nothing higher was safe. */
    private double carried(RateRace race, int steps) {
        double favoured = race.favoured();
        double place = favoured - exponent() * Math.log10(Math.max(1, (double) course.runSteps() / steps));
        return place <= favoured ? place : Math.max(favoured, Math.min(place, Math.log10(course.habit())));
    }

    /** By which power of its length a run wants a lower rate than a short one. */
    private double exponent() {
        double few =
                Math.log((double) MANY_EXAMPLES / course.examples()) / Math.log((double) MANY_EXAMPLES / FEW_EXAMPLES);
        return (course.slowsItself() ? SLOWING_EXPONENT : USUAL_EXPONENT)
                + FEW_EXAMPLES_MORE * Math.max(0, Math.min(1, few));
    }

    private RateReason reason(RateRace race, int steps, double recommended) {
        int best = race.best();
        int tied = race.highestTied();
        double pointed = Math.pow(10, race.favoured());
        return new RateReason.Raced(
                race.size(),
                steps,
                RateRace.rate(best),
                Math.exp(race.score(best)),
                tied > best ? OptionalDouble.of(RateRace.rate(tied)) : OptionalDouble.empty(),
                race.bestAtEdge(),
                race.givenUpAbove().stream().mapToDouble(RateRace::rate).findFirst(),
                course.runSteps() <= steps
                        ? Optional.empty()
                        : Optional.of(new RateReason.Carried(
                                pointed, (double) course.runSteps() / steps, recommended / pointed)));
    }

    /** Two significant digits: more are not known. */
    private static double rounded(double rate) {
        return Double.parseDouble(Numbers.significant(rate, 2));
    }
}
