package joyul.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import joyul.check.InputException;
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

    /** This space with one parameter more; a parameter of the same name is replaced where it stands. */
    public Space with(Parameter added) {
        List<Parameter> more = new ArrayList<>(parameters);
        Condition condition = added.condition();
        if (condition != null && find(condition.parent()) == null) {
            throw new InputException("the parent '" + condition.parent() + "' of parameter '" + added.name()
                    + "' must be added before it");
        }
        int known = more.indexOf(find(added.name()));
        if (known >= 0) {
            more.set(known, added);
        } else {
            more.add(added);
        }
        return new Space(more);
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
