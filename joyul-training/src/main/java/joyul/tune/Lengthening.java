package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.space.Point;
import joyul.space.Space;

/**
 * What is worth a run beside the candidate that leads: the same longer, and with more regularisation, both together first.
 * In three times as many steps a network learns by heart what it should not, unless something hinders it; and what
 * hinders it pays only in a longer run. So the two are tried together, and only where runs are long enough to show it.
 *
 * @param strengths the regularisations to try, in the order of belief
 * @param space of the points
 * @param most how many new trials they may begin
 */
record Lengthening(List<Strength> strengths, Space space, int most) {
    private static final int LONGER = 3;

    /** Less is not worth the name. */
    private static final double LEAST = 1.3;

    /** A run that ends just in time does not end in time. */
    private static final double SAFE = 0.95;

    /** The part of the runs in the time left that are begun at once: what they find is worth waiting for. */
    private static final int PART = 3;

    /**
     * A candidate to come.
     *
     * @param changed the point where it is another than the leader's, so that it needs a trial of its own
     */
    record Step(Optional<Point> changed, Point point, int epochs) {}

    /**
     * What to try beside the leader, the most promising first: no more than the time allows.
     *
     * @param begun trials that were begun for earlier steps
     */
    List<Step> from(Candidate leader, List<Candidate> known, int begun, RaceClock clock) {
        int epochs = longer(leader, clock);
        List<Step> steps = new ArrayList<>();
        for (Strength strength : strengths) {
            Point point = strength.on(leader.point(), space);
            if (!point.equals(leader.point()) && begun + steps.size() < most) {
                steps.add(new Step(Optional.of(point), point, epochs));
            }
        }
        // A longer run of the leader is the best guess where it has more regularisation already, and else the third
        // best.
        boolean strengthened = strengths.stream()
                .anyMatch(each -> each.on(leader.point(), space).equals(leader.point()));
        steps.add(strengthened ? 0 : Math.min(2, steps.size()), new Step(Optional.empty(), leader.point(), epochs));
        steps.removeIf(step ->
                known.stream().anyMatch(each -> each.point().equals(step.point()) && each.epochs() == step.epochs()));
        return steps.subList(0, Math.min(steps.size(), runs(leader, epochs, clock)));
    }

    /** Three times as long, or as long as there is time for; as long as it is where that is hardly longer. */
    private static int longer(Candidate leader, RaceClock clock) {
        double possible = Math.floor(SAFE * clock.epochs(leader.trial()));
        double longer = Math.min(Math.min(LONGER * (double) leader.epochs(), possible), clock.longest());
        return longer >= LEAST * leader.epochs() ? (int) longer : leader.epochs();
    }

    /** As many as there are jobs, or a third of what there is time for. */
    private static int runs(Candidate leader, int epochs, RaceClock clock) {
        double runs = clock.jobs() * Math.floor(clock.epochs(leader.trial()) / epochs);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(Math.min(runs, clock.jobs()), runs / PART));
    }
}
