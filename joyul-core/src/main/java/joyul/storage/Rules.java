package joyul.storage;

import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/** What every storage refuses, so that all refuse it with the same words. */
final class Rules {
    private static final int NAME_LENGTH = 512;

    private Rules() {}

    /** A study's name, a parameter's or an attribute's key fits Optuna's column. */
    static String name(String what, String name) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new InputException(
                    what + " must have 1 to " + NAME_LENGTH + " characters, but was " + Quote.of(name));
        }
        return name;
    }

    static InputException taken(String study) {
        return new InputException(
                "a study named " + Quote.of(study) + " exists already; continue it or choose another name");
    }

    static InputException noStudy(long study) {
        return new InputException("the storage has no study with id " + study);
    }

    static InputException noTrial(long trial) {
        return new InputException("the storage has no trial with id " + trial);
    }

    /** A finished trial never changes. */
    static void open(int number, TrialState state) {
        if (state.finished()) {
            throw new InputException("trial " + number + " has ended as " + state + " and can no longer change");
        }
    }

    static void end(TrialState state, @Nullable Double value) {
        if (!state.finished()) {
            throw new InputException("a trial must end as COMPLETE, PRUNED or FAIL, but was to end as " + state);
        }
        if (value == null && state == TrialState.COMPLETE) {
            throw new InputException("a COMPLETE trial must have a value, but it was absent; end it as FAIL");
        }
        if (value != null) {
            Check.that(!value.isNaN(), "the value of a trial", "a number (end the trial as FAIL)", value);
        }
    }

    /**
     * The value as the domain's number. As in Optuna a finite number may lie outside the range (fixed in advance), and
     * a choice must be among the choices.
     */
    static double code(String name, Object value, Domain domain) {
        if (!(domain instanceof ChoiceDomain) && !(value instanceof Number)) {
            throw new InputException(name + " must be a number, but was " + Quote.of(String.valueOf(value)));
        }
        double code = domain.encode(value);
        return Check.finite(name, code);
    }

    /** Within a study a parameter keeps its kind, its scale and its choices; a range may change. */
    static void compatible(String name, Domain earlier, Domain now) {
        boolean sameKind = earlier.getClass() == now.getClass() && scale(earlier) == scale(now);
        boolean sameChoices = !(now instanceof ChoiceDomain) || earlier.equals(now);
        if (!sameKind || !sameChoices) {
            throw new InputException(
                    "parameter '" + name + "' must keep its kind, scale and choices within a study; it was " + earlier
                            + ", but now is " + now + "; start a new study or rename the parameter");
        }
    }

    private static Scale scale(Domain domain) {
        if (domain instanceof FloatDomain real) {
            return real.scale();
        }
        return domain instanceof IntDomain whole ? whole.scale() : Scale.LINEAR;
    }
}
