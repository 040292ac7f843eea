package joyul.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Space;
import joyul.study.Exhausted;
import joyul.study.Outcome;
import joyul.study.Sampler;
import joyul.study.SamplerContext;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Grid search: every point once, however many processes search, and then the search ends. A declared space is walked with
 * its conditions, each parameter at the values given or, where there are finitely many, at all; without one the grid is
 * all combinations of the given values.
 *
 * <p>Which trial has which point stands in the sampler's notes and is claimed there in one step. A point whose process was
 * killed is open again; one whose trial failed by itself is not (Optuna counts both as done, and may give one point to
 * several processes). Immutable: {@link #with} gives a new sampler.
 */
public final class GridSampler implements Sampler {
    private static final long NOBODY = -1;

    private final Map<String, List<Object>> values;
    private volatile @Nullable Grid latest;

    /** A grid of all values that a declared space has. */
    public GridSampler() {
        this(Map.of());
    }

    private GridSampler(Map<String, List<Object>> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** This grid with the values of one parameter: texts, numbers or booleans. */
    public GridSampler with(String name, Object... those) {
        if (those.length == 0) {
            throw new InputException("a grid must have a value of " + Quote.of(name) + " or more, but was given none");
        }
        Map<String, List<Object>> more = new LinkedHashMap<>(values);
        more.put(name, List.copyOf(Arrays.asList(those)));
        return new GridSampler(more);
    }

    @Override
    public Point propose(List<Parameter> group, SamplerContext context) {
        Grid grid = grid(context);
        Point cell = grid.points().get(claim(grid, context));
        Point point = Point.empty();
        for (Parameter parameter : group) {
            if (!cell.has(parameter.name())) {
                throw new InputException("the grid has no value of " + Quote.of(parameter.name()) + " beside " + cell
                        + "; give it by with(\"" + parameter.name()
                        + "\", ...), and fix all values of an enqueued trial or none");
            }
            point = point.with(parameter.name(), Grid.accepted(parameter, cell.value(parameter.name())));
        }
        return point;
    }

    @Override
    public boolean isExhausted(SamplerContext context) {
        Grid grid = grid(context);
        return open(grid, claims(grid, context.notes().get(key(grid))), context) < 0;
    }

    /** The place of this trial's point, claimed now unless it was before. */
    private static int claim(Grid grid, SamplerContext context) {
        while (true) {
            Optional<Object> before = context.notes().get(key(grid));
            List<Long> claims = claims(grid, before);
            int own = claims.indexOf((long) context.number());
            if (own >= 0) {
                return own;
            }
            int open = open(grid, claims, context);
            if (open < 0) {
                throw new Exhausted("all " + grid.points().size() + " points of the grid have their trials");
            }
            claims.set(open, (long) context.number());
            if (context.notes().replace(key(grid), before.orElse(null), claims)) {
                return open;
            }
        }
    }

    /** Another grid on the same study has claims of its own. */
    private static String key(Grid grid) {
        return "grid-" + Integer.toHexString(grid.points().hashCode());
    }

    /** By place, the number of the trial that has the point. */
    private static List<Long> claims(Grid grid, Optional<Object> kept) {
        List<Long> claims = new ArrayList<>(Collections.nCopies(grid.points().size(), NOBODY));
        if (kept.orElse(null) instanceof List<?> numbers) {
            for (int place = 0; place < Math.min(claims.size(), numbers.size()); place++) {
                claims.set(place, numbers.get(place) instanceof Number number ? number.longValue() : NOBODY);
            }
        }
        return claims;
    }

    /** The first place whose point nobody has tried or is trying; -1 where there is none. */
    private static int open(Grid grid, List<Long> claims, SamplerContext context) {
        long newest = context.number();
        Set<Long> trying = new HashSet<>();
        Set<Map<String, Object>> tried = new HashSet<>();
        for (Trial trial : context.history()) {
            newest = Math.max(newest, trial.number());
            if (!wasKilled(trial)) {
                trying.add((long) trial.number());
                tried.add(comparable(trial.point()));
            }
        }
        for (int place = 0; place < claims.size(); place++) {
            long claimant = claims.get(place);
            // A trial younger than the history began after that was read.
            boolean taken = trying.contains(claimant) || claimant > newest;
            if (!taken && !tried.contains(comparable(grid.points().get(place)))) {
                return place;
            }
        }
        return -1;
    }

    /** Failed without an exception of its own, but with the reason that {@link Study#endAbandoned} leaves. */
    private static boolean wasKilled(Trial trial) {
        return trial.state() == TrialState.FAIL
                && trial.outcome() == Outcome.FAILED
                && trial.attributes().containsKey(Study.REASON)
                && !trial.attributes().containsKey(Study.ERROR);
    }

    /** Whole and real numbers are the same value. */
    private static Map<String, Object> comparable(Point point) {
        Map<String, Object> comparable = new HashMap<>(point.asMap());
        comparable.replaceAll((name, value) -> value instanceof Number number ? number.doubleValue() : value);
        return comparable;
    }

    private Grid grid(SamplerContext context) {
        Grid known = latest;
        Space space = context.space().parameters().isEmpty() ? combinations() : context.space();
        if (known == null
                || known.seed() != context.seed()
                || !known.space().parameters().equals(space.parameters())) {
            known = Grid.of(space, context.seed(), values);
            latest = known;
        }
        return known;
    }

    private Space combinations() {
        Space space = Space.empty();
        for (Map.Entry<String, List<Object>> each : values.entrySet()) {
            space = space.choice(each.getKey(), each.getValue().toArray());
        }
        if (space.parameters().isEmpty()) {
            throw new InputException(
                    "a grid must have parameters: declare a space, or give their values by with(\"name\", ...)");
        }
        return space;
    }
}
