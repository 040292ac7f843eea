package joyul.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.batch.BatchRange;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.data.Batches;
import joyul.explain.Digits;
import joyul.form.Fields;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Sgd;
import joyul.recipe.Every;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.space.ChoiceDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;

/**
 * The knobs that a tune turns together, and how a point in their space becomes a recipe. Sizes that double are searched
 * by their logarithm to base 2, so that a normalization batch always divides its batch.
 */
public final class Knobs {
    static final String RATE = "learning_rate";
    static final String BATCH = "log2_batch_size";
    static final String NORMALIZATION = "normalization";
    static final String GROUP = "log2_normalization_batch";
    static final String SCHEDULE = "schedule";
    static final String MOMENTUM = "momentum";
    static final String DECAY = "weight_decay";

    private static final String NONE = "none";
    private static final String WHOLE = "batch_norm";
    private static final String GHOST = "ghost_batch_norm";

    /** What people call a knob, and what the study calls it. */
    private static final Map<String, String> NAMES = Map.of(
            "lr",
            RATE,
            RATE,
            RATE,
            "batch",
            BATCH,
            "batch_size",
            BATCH,
            NORMALIZATION,
            NORMALIZATION,
            "normalization_batch",
            GROUP,
            SCHEDULE,
            SCHEDULE,
            MOMENTUM,
            MOMENTUM,
            DECAY,
            DECAY);

    private final Space space;
    private final Map<String, Object> fixed;

    /** What was said of each knob: nothing is said twice. */
    private final Map<String, String> said;

    private Knobs(Space space, Map<String, Object> fixed, Map<String, String> said) {
        this.space = space;
        this.fixed = fixed;
        this.said = said;
    }

    /** All knobs, over ranges that suit a base recipe and the batch sizes worth searching. */
    static Knobs standard(Recipe base, BatchRange batches) {
        double top = base.loss().classifies() ? 1 : 0.3;
        Space space = Space.empty()
                .floating(RATE, top / 300, top, Scale.LOG)
                .integer(BATCH, log2(batches.from()), log2(batches.to()), Scale.LINEAR);
        if (base.network().hasPlaces()) {
            space = space.choice(NORMALIZATION, NONE, WHOLE, GHOST)
                    .when(NORMALIZATION, GHOST)
                    .integer(GROUP, 3, 7, Scale.LINEAR);
        }
        space = space.choice(SCHEDULE, Shapes.NAMES.toArray())
                .floating(MOMENTUM, 0.6, 0.98, Scale.LINEAR)
                .floating(DECAY, 1e-6, 1e-2, Scale.LOG);
        return new Knobs(space, Map.of(), Map.of());
    }

    /** These knobs with one held at a value, by the name people use: {@code fix("batch", 64)}. */
    Knobs fix(String name, Object value) {
        String key = key(name);
        Map<String, Object> more = new LinkedHashMap<>(fixed);
        more.put(key, coded(name, key, value));
        return new Knobs(space, more, saying(name, key, "fixed to " + shown(value)));
    }

    /** These knobs with one searched over another range. */
    Knobs range(String name, double low, double high) {
        String key = key(name);
        String ends = shown(low) + ".." + shown(high);
        if (!(low < high)) {
            throw new InputException("the range of " + name + " must be from low to high, but was " + ends);
        }
        if (key.equals(GROUP) && space.find(key) == null) {
            throw withoutPlace(name);
        }
        String from = "the low end of " + name;
        String to = "the high end of " + name;
        Space other = switch (key) {
            case RATE, DECAY -> space.floating(key, Check.positive(from, low), Check.positive(to, high), Scale.LOG);
            case MOMENTUM ->
                space.floating(key, Check.below(from, low, 0, 1), Check.below(to, high, 0, 1), Scale.LINEAR);
            case BATCH -> space.integer(key, exponent(from, low), exponent(to, high), Scale.LINEAR);
            case GROUP ->
                space.when(NORMALIZATION, GHOST).integer(key, exponent(from, low), exponent(to, high), Scale.LINEAR);
            default -> throw new InputException(name + " has choices, not a range; fix it to one of them");
        };
        return new Knobs(other, fixed, saying(name, key, "searched over " + ends));
    }

    private Map<String, String> saying(String name, String key, String words) {
        Map<String, String> more = new LinkedHashMap<>(said);
        String before = more.put(key, words);
        if (before != null) {
            throw new InputException(
                    name + " is " + before + " and " + words + ", which contradict each other; give one");
        }
        return more;
    }

    private static String shown(Object value) {
        return value instanceof Number number
                ? Digits.significant(number.doubleValue(), 7)
                : Quote.of(value.toString());
    }

    /** Whether a name that people use means the batch size. */
    static boolean isBatch(String name) {
        return BATCH.equals(NAMES.get(name));
    }

    private static String key(String name) {
        String key = NAMES.get(name);
        if (key == null) {
            throw Check.unknown("knob", name, NAMES.keySet().stream().sorted().toList());
        }
        return key;
    }

    private Object coded(String name, String key, Object value) {
        Parameter knob = space.find(key);
        if (knob == null && !value.equals(NONE)) {
            throw withoutPlace(name);
        }
        if (knob == null) {
            return value;
        }
        if (knob.domain() instanceof ChoiceDomain choices) {
            // Any kind may be held, though only some are searched.
            List<String> known = key.equals(NORMALIZATION)
                    ? Normalizations.CATALOG.names()
                    : choices.choices().stream().map(String::valueOf).toList();
            if (!known.contains(String.valueOf(value))) {
                throw Check.unknown(name, String.valueOf(value), known);
            }
            return value;
        }
        if (!(value instanceof Number number)) {
            throw new InputException(name + " must be a number, but was " + Quote.of(value.toString()));
        }
        return key.equals(BATCH) || key.equals(GROUP) ? (Object) (long) exponent(name, number.doubleValue()) : value;
    }

    private static InputException withoutPlace(String name) {
        return new InputException(
                name + " does not apply: the network has no place for a normalization; leave it out, or"
                        + " give a network with places");
    }

    private static int exponent(String name, double size) {
        int exponent = log2((int) size);
        Check.that(size == 1L << exponent, name, "a power of two in a tune", size);
        return exponent;
    }

    private static int log2(int value) {
        return 31 - Integer.numberOfLeadingZeros(Math.max(1, value));
    }

    /** What is searched: all knobs but the fixed ones. */
    Space space() {
        Space free = Space.empty();
        for (Parameter parameter : space.parameters()) {
            boolean hasParent = parameter.condition() == null
                    || free.find(parameter.condition().parent()) != null;
            boolean alwaysThere =
                    GHOST.equals(fixed.get(NORMALIZATION)) && parameter.name().equals(GROUP);
            if (fixed.containsKey(parameter.name())) {
                continue;
            }
            if (alwaysThere) {
                free = free.with(new Parameter(parameter.name(), parameter.domain()));
            } else if (hasParent) {
                free = free.with(parameter);
            }
        }
        return free;
    }

    /** Refuses a normalization batch that could have no effect: a misunderstanding. */
    void checkGroup() {
        if (!said.containsKey(GROUP)) {
            return;
        }
        Object kind = fixed.getOrDefault(NORMALIZATION, GHOST);
        if (!kind.equals(GHOST)) {
            throw new InputException("normalization_batch is of " + GHOST + ", but normalization is fixed to " + kind
                    + "; leave one of them out");
        }
        if (fixed.get(BATCH) instanceof Long batch && fixed.get(GROUP) instanceof Long group && group >= batch) {
            throw new InputException("normalization_batch must be at most half of batch (" + (1L << batch) / 2
                    + "), but was " + (1L << group));
        }
    }

    /**
     * Points worth a trial whatever the sampler thinks: the base recipe's knobs, with and without normalization, and what
     * they become at other batch sizes.
     *
     * @param carried the base recipe at other batch sizes, with the rate that a transfer rule gives it there
     */
    List<Point> priors(Recipe base, List<Recipe> carried) {
        List<Point> priors = new ArrayList<>();
        for (String normalization : List.of(WHOLE, NONE, GHOST)) {
            double rate = normalization.equals(NONE) ? base.learningRate() / 2 : base.learningRate();
            priors.add(within(prior(base, rate, normalization)));
        }
        for (Recipe other : carried) {
            Point point = within(prior(other, other.learningRate(), WHOLE));
            // A rate that belongs to another batch size says nothing.
            if (point.has(BATCH) && point.has(RATE)) {
                priors.add(point);
            }
        }
        return priors.stream().distinct().toList();
    }

    /** Whether the first prior is the base recipe in all that is searched, so that no knob of it is the sampler's. */
    boolean holdDefault(Recipe base) {
        Point first = priors(base, List.of()).get(0);
        return space().parameters().stream()
                .allMatch(parameter -> parameter.condition() != null || first.has(parameter.name()));
    }

    private static Point prior(Recipe recipe, double rate, String normalization) {
        Point point = Point.empty()
                .with(RATE, rate)
                .with(BATCH, (long) log2(recipe.batchSize()))
                .with(NORMALIZATION, normalization)
                .with(SCHEDULE, Shapes.NAMES.get(0));
        if (normalization.equals(GHOST)) {
            point = point.with(GROUP, 5L);
        }
        return recipe.optimizer() instanceof Sgd sgd
                ? point.with(MOMENTUM, sgd.momentum()).with(DECAY, sgd.weightDecay())
                : point;
    }

    /** The values of a point that the space searches and holds; the sampler gives the others. */
    private Point within(Point point) {
        Point kept = Point.empty();
        for (Parameter parameter : space().parameters()) {
            if (point.has(parameter.name()) && parameter.domain().contains(point.value(parameter.name()))) {
                kept = kept.with(parameter.name(), point.value(parameter.name()));
            }
        }
        return kept;
    }

    /** The recipe at a point, trained for so many epochs with its whole schedule squeezed into them. */
    Recipe recipe(Recipe base, Point searched, int epochs, int examples, long seed) {
        Point point = Point.of(fixed).with(searched);
        int batch = point.has(BATCH) ? 1 << point.integer(BATCH) : base.batchSize();
        double momentum = point.has(MOMENTUM) ? point.number(MOMENTUM) : 0.9;
        double decay = point.has(DECAY) ? point.number(DECAY) : 0;
        long steps = (long) Batches.perEpoch(examples, batch) * epochs;
        return base.with(edit -> edit.batchSize(batch)
                .learningRate(point.has(RATE) ? point.number(RATE) : base.learningRate())
                .normalization(normalization(point, base, batch))
                .schedule(point.has(SCHEDULE) ? Shapes.of(point.text(SCHEDULE), steps) : base.schedule())
                .every(point.has(SCHEDULE) ? Every.STEP : base.every())
                .optimizer(new Sgd(momentum, true, decay))
                .epochs(epochs)
                // A trial whose rate the guard cuts is no result of the rate that the point names, and one that is
                // stopped early none of its whole schedule.
                .guard(Guard.STRICT)
                .earlyStopping(null)
                .seed(seed));
    }

    private static Normalization normalization(Point point, Recipe base, int batch) {
        if (!point.has(NORMALIZATION)) {
            return base.normalization();
        }
        return switch (point.text(NORMALIZATION)) {
            case NONE -> new NoNormalization();
            case GHOST -> new GhostBatchNorm(Math.min(1 << point.integer(GROUP), Math.max(2, batch / 2)));
            case WHOLE -> new BatchNorm();
            // One that is not searched was fixed by its name.
            default -> Normalizations.CATALOG.read(Fields.of(Map.of("type", point.text(NORMALIZATION))));
        };
    }
}
