package joyul.study;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;
import org.jspecify.annotations.Nullable;

/**
 * A trial while it runs: it suggests values, takes readings, and asks the pruner. For one thread at a time.
 *
 * <p>A suggestion of a name already chosen gives the chosen value again. A name keeps its kind, scale and choices within
 * a study (Optuna's rule); breaking that is an {@link InputException}, which {@link Study#optimize} does not swallow.
 */
public final class LiveTrial {
    private final Study study;
    private final long id;
    private final int number;
    private final Point fixed;
    private final RandomGenerator random;
    private Point together = Point.empty();
    private Point chosen = Point.empty();
    private @Nullable Verdict verdict;
    private @Nullable InputException mistake;

    LiveTrial(Study study, Trial started) {
        this.study = study;
        this.id = started.id();
        this.number = started.number();
        this.fixed = started.point();
        for (String name : started.domains().keySet()) {
            chosen = chosen.with(name, started.point().value(name));
        }
        // A trial taken up again must not draw once more what it drew for the values it has.
        this.random = TrialRandom.of(study.seed() + chosen.names().size(), number);
    }

    /** 0, 1, 2, ... within the study. */
    public int number() {
        return number;
    }

    /** The storage's key of this trial. */
    public long id() {
        return id;
    }

    /** The values chosen so far. */
    public Point point() {
        return chosen;
    }

    public double suggestFloat(String name, double low, double high) {
        return suggestFloat(name, low, high, Scale.LINEAR);
    }

    public double suggestFloat(String name, double low, double high, Scale scale) {
        return number(name, () -> new FloatDomain(low, high, scale, null)).doubleValue();
    }

    /** One of {@code low, low + step, ...} up to {@code high}. */
    public double suggestFloat(String name, double low, double high, double step) {
        return number(name, () -> new FloatDomain(low, high, Scale.LINEAR, step))
                .doubleValue();
    }

    public int suggestInt(String name, int low, int high) {
        return suggestInt(name, low, high, Scale.LINEAR);
    }

    public int suggestInt(String name, int low, int high, Scale scale) {
        return number(name, () -> new IntDomain(low, high, scale, 1)).intValue();
    }

    /** One of {@code low, low + step, ...} up to {@code high}. */
    public int suggestInt(String name, int low, int high, int step) {
        return number(name, () -> new IntDomain(low, high, Scale.LINEAR, step)).intValue();
    }

    /** One of the choices: texts, numbers or booleans. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T suggestChoice(String name, T... choices) {
        Supplier<Domain> domain = () -> new ChoiceDomain(Arrays.asList((Object[]) choices));
        Object value = suggest(name, domain);
        return choices[(int) domain.get().encode(value)];
    }

    /** A value of any domain: a {@link Double}, a {@link Long} or a choice. */
    public Object suggest(String name, Domain domain) {
        return suggest(name, () -> domain);
    }

    private Number number(String name, Supplier<Domain> domain) {
        return (Number) suggest(name, domain);
    }

    /** The domain is made inside, so that a range that makes no sense counts as a mistake too. */
    private Object suggest(String name, Supplier<Domain> domain) {
        try {
            return choose(new Parameter(name, domain.get()));
        } catch (InputException wrong) {
            mistake = wrong;
            throw wrong;
        }
    }

    private Object choose(Parameter parameter) {
        String name = parameter.name();
        if (chosen.has(name)) {
            return accepted("the value already chosen for ", parameter, chosen);
        }
        if (fixed.has(name)) {
            return take(parameter, accepted("the enqueued value of ", parameter, fixed));
        }
        if (together.has(name) && parameter.domain().contains(together.value(name))) {
            return take(parameter, together.value(name));
        }
        return take(parameter, study.propose(List.of(parameter), this).value(name));
    }

    private static Object accepted(String what, Parameter parameter, Point from) {
        Object value = from.value(parameter.name());
        if (!parameter.domain().contains(value)) {
            throw new InputException(
                    what + parameter.name() + " must be in " + parameter.domain() + ", but was " + value);
        }
        return parameter.domain().decode(parameter.domain().encode(value));
    }

    private Object take(Parameter parameter, Object value) {
        study.storage().setParameter(id, parameter.name(), value, parameter.domain());
        chosen = chosen.with(parameter.name(), value);
        return value;
    }

    /** Chooses a value for every parameter that exists, group by group. */
    void fill(Space space) {
        for (List<Parameter> group = space.nextGroup(chosen); !group.isEmpty(); group = space.nextGroup(chosen)) {
            prepare(group);
            group.forEach(this::choose);
        }
    }

    /** Proposes values for a group together; each counts once it is chosen. */
    void prepare(List<Parameter> group) {
        List<Parameter> free =
                group.stream().filter(parameter -> !fixed.has(parameter.name())).toList();
        together = free.isEmpty() ? Point.empty() : study.propose(free, this);
    }

    /** Keeps a value reached during training; NaN and infinities are readings too. */
    public void report(int step, double value) {
        Check.atLeast("step of a reading", step, 0);
        study.storage().setReading(id, step, value);
    }

    /** What the study's pruner says after the latest reading. */
    public Verdict verdict() {
        Verdict now = study.plan().pruner().judge(study.storage().trial(id), study.trials(), study.direction());
        verdict = now;
        return now;
    }

    public boolean shouldPrune() {
        return !verdict().goesOn();
    }

    /** To be thrown after {@link #shouldPrune} said yes; it carries the reason. */
    public Pruned pruned() {
        Verdict last = verdict;
        return new Pruned(last == null ? "the objective decided so" : last.reason());
    }

    /** Keeps an attribute of this trial; the value is JSON (text, number, boolean, list, map). */
    public void note(String key, Object value) {
        study.storage().setAttribute(id, key, value);
    }

    RandomGenerator random() {
        return random;
    }

    /** The suggestion that broke the study's rules, if one did. */
    @Nullable
    InputException mistake() {
        return mistake;
    }
}
