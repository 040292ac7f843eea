package joyul.firstrate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A race between rates: which rate to run next, and where between them the lowest loss lies. The rates stand at whole
 * halves of a decade, so that a middle that is a little off leads to the same runs; one that ran with several seeds counts
 * with the mean of its logarithmic losses.
 */
final class RateRace {
    /** Losses nearer than this, in logarithms, are no reason to prefer one rate. */
    static final double TIE = 0.15;

    /** From the middle of the race to its first neighbours, in decades. */
    static final double SPACING = 0.5;

    /** By how much, in logarithms, a loss must be higher for its rate to weigh 1/e as much. */
    private static final double SHARPNESS = 0.1;

    /** Losses below this are as good as none. */
    private static final double LEAST = 1e-12;

    private static final int MOST = 6;

    private final int opening;
    private final TreeMap<Integer, List<RacedRate>> lanes = new TreeMap<>();

    /**
     * A race about to begin.
     *
     * @param middle the decimal logarithm of a rate among the first three
     */
    RateRace(double middle) {
        opening = (int) Math.round(middle / SPACING);
    }

    /** The rate of a lane. */
    static double rate(int lane) {
        return Math.pow(10, place(lane));
    }

    static double place(int lane) {
        return lane * SPACING;
    }

    void add(int lane, RacedRate raced) {
        lanes.computeIfAbsent(lane, key -> new ArrayList<>()).add(raced);
    }

    /** All runs, from the lowest rate to the highest. */
    List<RacedRate> runs() {
        return lanes.values().stream().flatMap(List::stream).toList();
    }

    int size() {
        return lanes.size();
    }

    /** The next rate: the first three, then one further while the best is at an edge; else none. */
    OptionalInt next() {
        for (int first : new int[] {opening, opening - 1, opening + 1}) {
            // Above a rate that was given up nothing is to be learned.
            if (!lanes.containsKey(first) && !(first > opening && score(opening) == Double.POSITIVE_INFINITY)) {
                return OptionalInt.of(first);
            }
        }
        if (lanes.size() >= MOST) {
            return OptionalInt.empty();
        }
        int best = best();
        if (best == lanes.firstKey() || !Double.isFinite(score(best))) {
            return OptionalInt.of(lanes.firstKey() - 1);
        }
        return best == lanes.lastKey() ? OptionalInt.of(best + 1) : OptionalInt.empty();
    }

    /** The lane of the lowest score. */
    int best() {
        return lanes.keySet().stream()
                .reduce((a, b) -> score(b) < score(a) ? b : a)
                .orElseThrow();
    }

    boolean bestIsFinished() {
        return Double.isFinite(score(best()));
    }

    /** Whether the lowest score has no neighbour on one side. */
    boolean bestAtEdge() {
        return best() == lanes.firstKey() || best() == lanes.lastKey();
    }

    /** The mean of the natural logarithms of a lane's losses; infinite if one of its runs was given up, or none made. */
    double score(int lane) {
        return lanes.getOrDefault(lane, List.of()).stream()
                .mapToDouble(raced -> Math.log(Math.max(LEAST, raced.loss())))
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The highest lane that ties with the best, all lanes between them tying too. */
    int highestTied() {
        int best = best();
        int lane = best;
        while (score(lane + 1) <= score(best) + TIE) {
            lane++;
        }
        return lane;
    }

    /** The lowest lane above the best that was given up. */
    OptionalInt givenUpAbove() {
        return lanes.tailMap(best(), false).keySet().stream()
                .filter(lane -> !Double.isFinite(score(lane)))
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** From the lowest to the highest score of the lanes that finished. */
    double spread() {
        return lanes.keySet().stream()
                        .mapToDouble(this::score)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.POSITIVE_INFINITY)
                - score(best());
    }

    /**
     * The decimal logarithm of the rate that the race favours: the mean of the best and its neighbours, each weighted by
     * the tenth power of how much lower its loss is. A parabola's vertex would need both neighbours, and trust a tie.
     */
    double favoured() {
        int best = best();
        double sum = 0;
        double weights = 0;
        for (int lane = best - 1; lane <= best + 1; lane++) {
            double weight = Math.exp((score(best) - score(lane)) / SHARPNESS);
            sum += weight * place(lane);
            weights += weight;
        }
        return sum / weights;
    }
}
