package joyul.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a search varies, parents before children. Immutable; each method that adds gives a new space:
 *
 * <pre>{@code
 * Space.empty().floating("lr", 1e-4, 1, Scale.LOG).choice("norm", "none", "ghost")
 *         .when("norm", "ghost").integer("size", 8, 64, Scale.LOG)
 * }</pre>
 */
public final class Space {
    private static final Space EMPTY = new Space(List.of());

    private final List<Parameter> parameters;

    private Space(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    public static Space empty() {
        return EMPTY;
    }

    /** A space of typed parameters, each parent before its children. */
    public static Space of(TypedParameter<?>... parameters) {
        Space space = EMPTY;
        for (TypedParameter<?> typed : parameters) {
            space = space.with(typed.parameter());
        }
        return space;
    }

    public Space floating(String name, double low, double high, Scale scale) {
        return with(new Parameter(name, new FloatDomain(low, high, scale, null)));
    }

    public Space integer(String name, long low, long high, Scale scale) {
        return with(new Parameter(name, new IntDomain(low, high, scale, 1)));
    }

    public Space choice(String name, Object... choices) {
        return with(new Parameter(name, new ChoiceDomain(List.of(choices))));
    }

    /** What is added through the returned builder exists only where the parent took one of the values. */
    public When when(String parent, Object... values) {
        return new When(new Condition(parent, Set.copyOf(Arrays.asList(values))));
    }

    /**
     * This space with one parameter more; a parameter of the same name is replaced where it stands, its condition
     * included.
     */
    public Space with(Parameter added) {
        List<Parameter> more = new ArrayList<>(parameters);
        int known = more.indexOf(find(added.name()));
        Parameter checked = withKnownParent(added, known >= 0 ? known : more.size());
        if (known >= 0) {
            more.set(known, checked);
        } else {
            more.add(checked);
        }
        return new Space(more);
    }

    /** The parameter with its condition's values as the parent's domain writes them ({@code 64L} for {@code 64}). */
    private Parameter withKnownParent(Parameter added, int place) {
        Condition condition = added.condition();
        if (condition == null) {
            return added;
        }
        Parameter parent = find(condition.parent());
        if (parent == null || parameters.indexOf(parent) >= place) {
            throw new InputException("the parent " + Quote.of(condition.parent()) + " of parameter "
                    + Quote.of(added.name()) + " must be added before it");
        }
        Set<Object> values = new LinkedHashSet<>();
        for (Object value : condition.values()) {
            values.add(accepted(parent, value));
        }
        return new Parameter(added.name(), added.domain(), new Condition(parent.name(), values));
    }

    private static Object accepted(Parameter parameter, Object value) {
        Domain domain = parameter.domain();
        if (!domain.contains(value)) {
            throw new InputException(parameter.name() + " must be in " + domain + ", but was " + value);
        }
        return domain.decode(domain.encode(value));
    }

    /**
     * The point with each value as its domain writes it.
     *
     * @throws InputException for a name that this space does not have, or a value outside its domain
     */
    public Point accept(Point point) {
        Point accepted = Point.empty();
        for (String name : point.names()) {
            Parameter parameter = find(name);
            if (parameter == null) {
                throw Check.unknown(
                        "parameter",
                        name,
                        parameters.stream().map(Parameter::name).toList());
            }
            accepted = accepted.with(name, accepted(parameter, point.value(name)));
        }
        return accepted;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public @Nullable Parameter find(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The next parameters to choose together, given those already chosen: all that exist at the point and are not yet
     * in it. Empty when the point is complete. A sampler is asked group by group, so it never meets a condition.
     */
    public List<Parameter> nextGroup(Point chosen) {
        return parameters.stream()
                .filter(parameter -> !chosen.has(parameter.name()) && parameter.exists(chosen))
                .toList();
    }

    /** A parameter that exists only sometimes, being added. */
    public final class When {
        private final Condition condition;

        private When(Condition condition) {
            this.condition = condition;
        }

        public Space floating(String name, double low, double high, Scale scale) {
            return with(new Parameter(name, new FloatDomain(low, high, scale, null), condition));
        }

        public Space integer(String name, long low, long high, Scale scale) {
            return with(new Parameter(name, new IntDomain(low, high, scale, 1), condition));
        }

        public Space choice(String name, Object... choices) {
            return with(new Parameter(name, new ChoiceDomain(List.of(choices)), condition));
        }
    }
}
