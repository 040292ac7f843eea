package joyul.knob;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.explain.Digits;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Space;

/** The knobs that a tune turns together, and how a point in their space becomes a recipe. Immutable. */
public final class Knobs {
    /** The list of all knobs: a new one is one line here. Parents stand before those that depend on them. */
    public static final List<Knob> ALL = List.of(
            new OptimizerKnob(),
            new RateKnob(),
            new AdaptiveRateKnob(),
            new BatchKnob(),
            new NormalizationKnob(),
            new NormalizationBatchKnob(),
            new ScheduleKnob(),
            new MomentumKnob(),
            new WeightDecayKnob(),
            new LabelSmoothingKnob(),
            new DropoutKnob(),
            new AugmentationKnob(),
            new ClippingKnob(),
            new WarmupKnob());

    /** What a study calls the learning rate. */
    public static final String RATE = RateKnob.NAME;

    /** What a study calls the batch size: its logarithm to base 2. */
    public static final String BATCH = BatchKnob.NAME;

    /** What a study calls the kind of normalization. */
    public static final String NORMALIZATION = NormalizationKnob.NAME;

    private static final Set<String> USUAL = Set.of(
            RateKnob.NAME,
            AdaptiveRateKnob.NAME,
            BatchKnob.NAME,
            NormalizationKnob.NAME,
            NormalizationBatchKnob.NAME,
            ScheduleKnob.NAME,
            "momentum",
            "weight_decay");

    /** Turned where the race tries longer runs, and held in the search: in short runs they do nothing but harm. */
    private static final Set<String> HELD = Set.of("dropout", "augmentation");

    private final Problem problem;
    private final List<Knob> known;
    private final Map<String, Domain> searched;
    private final Map<String, Object> fixed;

    /** What was said of each knob, and the name it was said by: nothing is said twice. */
    private final Map<String, Saying> said;

    private record Saying(String name, String words) {}

    private Knobs(
            Problem problem,
            List<Knob> known,
            Map<String, Domain> searched,
            Map<String, Object> fixed,
            Map<String, Saying> said) {
        this.problem = problem;
        this.known = known;
        this.searched = searched;
        this.fixed = fixed;
        this.said = said;
    }

    /** The knobs that are always worth turning, over the ranges that suit the problem. */
    public static Knobs standard(Problem problem) {
        Map<String, Domain> searched = new LinkedHashMap<>();
        for (Knob knob : ALL) {
            if (USUAL.contains(knob.name()) || isHeld(knob, problem)) {
                knob.domain(problem).ifPresent(domain -> searched.put(knob.name(), domain));
            }
        }
        return new Knobs(problem, ALL, searched, Map.of(), Map.of());
    }

    private static boolean isHeld(Knob knob, Problem problem) {
        return HELD.contains(knob.name()) && knob.of(problem.base(), problem).isPresent();
    }

    /** The knobs that are in the space but held at the base recipe's value by the search, each with that value. */
    public Point held() {
        Point held = Point.empty();
        for (Knob knob : known) {
            if (isHeld(knob, problem) && !said.containsKey(knob.name())) {
                held = held.with(knob.name(), knob.of(problem.base(), problem).orElseThrow());
            }
        }
        return within(held);
    }

    /** The names of the knobs that are searched only where {@link #search} says so. */
    public static List<String> occasional() {
        return ALL.stream()
                .map(Knob::name)
                .filter(name -> !USUAL.contains(name))
                .toList();
    }

    /** These knobs and one of somebody's own, which is searched. */
    public Knobs with(Knob own) {
        boolean taken =
                known.stream().anyMatch(knob -> names(knob).anyMatch(names(own).toList()::contains));
        if (taken) {
            throw new InputException("a knob of one's own needs a name that no other knob has, but was "
                    + Quote.of(own.name()) + "; choose another name");
        }
        Knobs more =
                new Knobs(problem, Stream.concat(known.stream(), Stream.of(own)).toList(), searched, fixed, said);
        return more.search(own.name());
    }

    /** These knobs with one searched over its usual range, though it is not always worth it: {@code optimizer}. */
    public Knobs search(String name) {
        Knob knob = find(name);
        Map<String, Domain> more = new LinkedHashMap<>(searched);
        more.put(knob.name(), knob.domain(problem).orElseThrow(() -> absent(name, knob)));
        return new Knobs(problem, known, more, fixed, saying(name, knob, "searched"));
    }

    /** These knobs with one held at a value, by the name people use: {@code fix("batch", 64)}. */
    public Knobs fix(String name, Object value) {
        Knob knob = find(name);
        Optional<Domain> domain = knob.domain(problem);
        if (domain.isEmpty() && !knob.isOff(value)) {
            throw absent(name, knob);
        }
        Map<String, Object> more = new LinkedHashMap<>(fixed);
        more.put(knob.name(), domain.isEmpty() ? value : knob.held(name, value, domain.get()));
        return new Knobs(problem, known, searched, more, saying(name, knob, "fixed to " + shown(value)));
    }

    /** These knobs with one searched over another range. */
    public Knobs range(String name, double low, double high) {
        Knob knob = find(name);
        String ends = shown(low) + ".." + shown(high);
        if (!(low < high)) {
            throw new InputException("the range of " + name + " must be from low to high, but was " + ends);
        }
        if (knob.domain(problem).isEmpty()) {
            throw absent(name, knob);
        }
        Map<String, Domain> more = new LinkedHashMap<>(searched);
        more.put(knob.name(), knob.between(name, low, high));
        return new Knobs(problem, known, more, fixed, saying(name, knob, "searched over " + ends));
    }

    private Map<String, Saying> saying(String name, Knob knob, String words) {
        Map<String, Saying> more = new LinkedHashMap<>(said);
        Saying before = more.put(knob.name(), new Saying(name, words));
        if (before != null) {
            throw new InputException(
                    name + " is " + before.words() + " and " + words + ", which contradict each other; give one");
        }
        return more;
    }

    private static String shown(Object value) {
        return value instanceof Number number
                ? Digits.significant(number.doubleValue(), 7)
                : Quote.of(value.toString());
    }

    private static InputException absent(String name, Knob knob) {
        return new InputException(name + " does not apply: " + knob.absence());
    }

    /** Whether a name that people use means the batch size. */
    public static boolean isBatch(String name) {
        return names(new BatchKnob()).anyMatch(name::equals);
    }

    private static Stream<String> names(Knob knob) {
        return Stream.concat(Stream.of(knob.name()), knob.aliases().stream());
    }

    private Knob find(String name) {
        return known.stream()
                .filter(knob -> names(knob).anyMatch(name::equals))
                .findFirst()
                .orElseThrow(() -> Check.unknown(
                        "knob",
                        name,
                        known.stream()
                                .flatMap(Knobs::names)
                                .filter(each -> !each.startsWith("log2_"))
                                .sorted()
                                .toList()));
    }

    /** What is searched: the knobs that are not held, each where it matters. */
    public Space space() {
        Space free = Space.empty();
        for (Knob knob : known) {
            Domain domain = searched.get(knob.name());
            if (domain == null || fixed.containsKey(knob.name())) {
                continue;
            }
            Condition condition = knob.condition().orElse(null);
            if (condition != null && free.find(condition.parent()) != null) {
                free = free.with(new Parameter(knob.name(), domain, condition));
            } else if (condition == null || holds(condition, Point.of(fixed))) {
                free = free.with(new Parameter(knob.name(), domain));
            }
        }
        return free;
    }

    /** Whether a knob matters at a point, or else in the base recipe; where nobody knows, it does. */
    private boolean holds(Condition condition, Point point) {
        if (point.has(condition.parent())) {
            return condition.holds(point);
        }
        return known.stream()
                .filter(knob -> knob.name().equals(condition.parent()))
                .flatMap(parent -> parent.of(problem.base(), problem).stream())
                .allMatch(condition.values()::contains);
    }

    /** Refuses what was said of a knob that could have no effect: a misunderstanding. */
    public void check() {
        for (Knob knob : known) {
            Saying saying = said.get(knob.name());
            Condition condition = knob.condition().orElse(null);
            if (saying == null || condition == null || space().find(condition.parent()) != null) {
                continue;
            }
            if (!holds(condition, Point.of(fixed))) {
                String values = String.join(
                        " and ",
                        condition.values().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList());
                Object held = fixed.get(condition.parent());
                throw new InputException(saying.name() + " is of " + values + ", but " + condition.parent()
                        + (held == null ? " is another" : " is fixed to " + held) + "; leave one of them out");
            }
        }
        if (fixed.get(BATCH) instanceof Long batch
                && fixed.get(NormalizationBatchKnob.NAME) instanceof Long group
                && group >= batch) {
            throw new InputException("normalization_batch must be at most half of batch (" + (1L << batch) / 2
                    + "), but was " + (1L << group));
        }
    }

    /**
     * Points worth a trial whatever the sampler thinks: the base recipe's knobs, what knobs have to say beside them, and
     * what they become at other batch sizes.
     *
     * @param carried the base recipe at other batch sizes, with the rate that a transfer rule gives it there
     */
    public List<Point> priors(List<Recipe> carried) {
        Point start = point(problem.base());
        List<Point> priors = new ArrayList<>(List.of(within(start)));
        for (Knob knob : known) {
            if (USUAL.contains(knob.name()) || said.containsKey(knob.name())) {
                knob.alternatives(start, problem).forEach(point -> priors.add(within(point)));
            }
        }
        for (Recipe other : carried) {
            Point point = within(point(other));
            // A rate that belongs to another batch size says nothing.
            if (point.has(BATCH) && point.has(RATE)) {
                priors.add(point);
            }
        }
        return priors.stream().distinct().toList();
    }

    /** Whether the first prior is the base recipe in all that is searched, so that no knob of it is the sampler's. */
    public boolean holdDefault() {
        Point first = priors(List.of()).get(0);
        return space().parameters().stream()
                .filter(parameter ->
                        parameter.condition() == null || parameter.condition().holds(first))
                .allMatch(parameter -> first.has(parameter.name()));
    }

    private Point point(Recipe recipe) {
        Point point = Point.empty();
        for (Knob knob : known) {
            Object value = knob.of(recipe, problem).orElse(null);
            point = value == null ? point : point.with(knob.name(), value);
        }
        return point;
    }

    /** The values of a point that the space searches and holds; the sampler gives the others. */
    private Point within(Point point) {
        Point kept = Point.empty();
        for (Parameter parameter : space().parameters()) {
            boolean matters =
                    parameter.condition() == null || parameter.condition().holds(kept);
            if (matters && point.has(parameter.name()) && parameter.domain().contains(point.value(parameter.name()))) {
                kept = kept.with(parameter.name(), point.value(parameter.name()));
            }
        }
        return kept;
    }

    /**
     * The recipe at a point, trained for so many epochs with its whole schedule squeezed into them.
     *
     * @param base the problem's, perhaps in another precision
     */
    public Recipe recipe(Recipe base, Point searchedPoint, int epochs, long seed) {
        Point point = Point.of(fixed).with(searchedPoint);
        return base.with(edit -> {
            RecipeEdit turned = edit.epochs(epochs);
            for (Knob knob : known) {
                boolean matters = knob.condition()
                        .map(condition -> holds(condition, point))
                        .orElse(true);
                if (matters && point.has(knob.name())) {
                    turned = knob.apply(turned, point.value(knob.name()), problem);
                }
            }
            // A trial whose rate the guard cuts is no result of the rate that the point names, and one that is stopped
            // early none of its whole schedule.
            return turned.guard(Guard.STRICT).earlyStopping(null).seed(seed);
        });
    }
}
