package joyul.study;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.run.Listener;
import joyul.space.ChoiceParameter;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.FloatParameter;
import joyul.space.IntDomain;
import joyul.space.IntParameter;
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
    private final int rung;
    private final int resumesAt;
    private final @Nullable Promoter promoter;
    private Space space = Space.empty();
    private Point together = Point.empty();
    private Point chosen = Point.empty();
    private @Nullable Verdict verdict;
    private @Nullable InputException mistake;
    private @Nullable Double rungReading;
    private Listener listener = Listener.NONE;

    /** A trial that is to run up to its rung; without a promoter, to its end. */
    LiveTrial(Study study, Trial started, @Nullable Promoter promoter) {
        this.study = study;
        this.id = started.id();
        this.number = started.number();
        this.fixed = started.point();
        this.promoter = promoter;
        this.rung = started.rung();
        this.resumesAt = started.readings().isEmpty() ? 0 : started.readings().lastKey();
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

    /**
     * The step of the last reading that the trial had when it was called again, for an objective that goes on from there;
     * 0 for a new trial.
     */
    public int resumesAt() {
        return resumesAt;
    }

    /**
     * The step at which this call of the objective ends, the resource of the trial's rung: a reading there, or a value
     * returned, pauses the trial. {@link Integer#MAX_VALUE} where the study's pruner is no {@link Promoter}.
     */
    public int until() {
        return promoter == null ? Integer.MAX_VALUE : promoter.rungs().get(Math.min(rung, lastRung()));
    }

    private int lastRung() {
        return promoter == null ? 0 : promoter.rungs().size() - 1;
    }

    /** The index of the rung that the trial has been sent to; 0 where nobody promotes. */
    public int rung() {
        return rung;
    }

    /** The value chosen for a parameter, or else one suggested now. */
    public double suggest(FloatParameter parameter) {
        return parameter.read(suggest(parameter.parameter()));
    }

    /** As {@link #suggest(FloatParameter)}. */
    public int suggest(IntParameter parameter) {
        return parameter.read(suggest(parameter.parameter()));
    }

    /** As {@link #suggest(FloatParameter)}. */
    public <T> T suggest(ChoiceParameter<T> parameter) {
        return parameter.read(suggest(parameter.parameter()));
    }

    private Object suggest(Parameter parameter) {
        return suggest(parameter.name(), parameter.domain());
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

    /** One of the choices: texts, numbers, booleans, enum constants or records. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T suggestChoice(String name, T... choices) {
        ChoiceParameter<T> parameter = checked(() -> Parameter.choice(name, choices));
        return suggest(parameter);
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
        return checked(() -> choose(new Parameter(name, domain.get())));
    }

    private <T> T checked(Supplier<T> suggestion) {
        try {
            return suggestion.get();
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
    void fill(Space declared) {
        space = declared;
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

    /**
     * Keeps a value reached during training; NaN and infinities are readings too. Where the study promotes, the reading
     * that ends a rung below the last, the first at {@link #until} or beyond, is kept when the trial pauses.
     */
    public void report(int step, double value) {
        Check.atLeast("step of a reading", step, 0);
        boolean endsRung = rung < lastRung() && step >= until();
        if (endsRung && rungReading == null) {
            rungReading = value;
        }
        if (!endsRung || step > until()) {
            study.storage().setReading(id, step, value);
        }
        listener.on(new StudyEvent.TrialRead(number, step, value));
    }

    /**
     * Reports, and ends this call of the objective where the trial goes no further for now: pruned, or paused at its rung.
     *
     * @throws Pruned where {@link #shouldPrune} says yes
     */
    public void reportOrStop(int step, double value) {
        report(step, value);
        if (shouldPrune()) {
            throw pruned();
        }
    }

    /** What the study's pruner says after the latest reading. */
    public Verdict verdict() {
        Trial now = study.storage().trial(id);
        Double reading = rungReading;
        Trial read = reading == null ? now : now.with(until(), reading);
        Verdict judged = study.plan().pruner().judge(read, study.trials(), study.direction());
        verdict = judged;
        return judged;
    }

    public boolean shouldPrune() {
        return !verdict().goesOn();
    }

    /** To be thrown after {@link #shouldPrune} said yes; it carries the reason. */
    public Pruned pruned() {
        Verdict last = verdict;
        return new Pruned(last == null ? "the objective decided so" : last.reason());
    }

    void hearReadings(Listener hearing) {
        listener = hearing;
    }

    /** Keeps an attribute of this trial; the value is JSON (text, number, boolean, list, map). */
    public void note(String key, Object value) {
        study.storage().setAttribute(id, key, value);
    }

    /** Whether this call of the objective ends at a rung from which the trial may be promoted. */
    boolean pauses() {
        return rung < lastRung();
    }

    /** The reading that ends the rung, not yet in the storage. */
    @Nullable
    Double rungReading() {
        return rungReading;
    }

    /** The declared space from which this trial is filled. */
    Space space() {
        return space;
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
