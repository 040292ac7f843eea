package joyul.rate;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.expression.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run: a number of scheduler steps ({@code 500}), a share of the run ({@code "5%"}), or a number of epochs,
 * optimizer steps or training examples ({@code "30ep"}, {@code "2000st"}, {@code "50000ex"}). All but a plain number
 * survive a change of batch size, and a share a longer run.
 */
public sealed interface Length {
    /** The whole run: what an omitted {@code T_max} or {@code total_steps} means. */
    // A share reads no constant of this interface, so neither class waits for the other.
    @SuppressWarnings("ClassInitializationDeadlock")
    Length WHOLE_RUN = new Share(100);

    static Length of(long steps) {
        return new Count(steps);
    }

    static Length percent(double percent) {
        return new Share(percent);
    }

    static Length epochs(double epochs) {
        return new Measured(epochs, Unit.EP);
    }

    static Length optimizerSteps(long steps) {
        return new Measured(steps, Unit.ST);
    }

    static Length examples(long examples) {
        return new Measured(examples, Unit.EX);
    }

    /** Reads {@code 5%}, {@code 30ep}, {@code 2000st} or {@code 50000ex}; a count is a number, not a text. */
    static Length parse(String name, String text) {
        Matcher matcher = Unit.LENGTH.matcher(text.strip());
        if (text.length() <= Unit.LONGEST && matcher.matches()) {
            try {
                double amount = Double.parseDouble(matcher.group(1));
                return matcher.group(2).equals("%")
                        ? new Share(Check.above(name + " in percent of the run", amount, 0, 100))
                        : new Measured(Check.notNegative(name, amount), Unit.of(matcher.group(2)));
            } catch (NumberFormatException notNumber) {
                // Falls through to the message below, which names the parameter.
            }
        }
        throw new InputException(
                name + " must be a number of steps, a share of the run such as '5%', or a length such as "
                        + "'30ep', '2000st' or '50000ex', but was " + Quote.of(text));
    }

    /**
     * The count, in a run.
     *
     * @throws InputException if this is in a unit whose size the run does not tell
     */
    Count resolved(RunLength run);

    /** The count, for a run of so many scheduler steps. */
    default Count resolved(long totalSteps) {
        return resolved(RunLength.of(totalSteps));
    }

    /**
     * The number of steps.
     *
     * @param name the parameter's name, for the message
     * @throws InputException if this depends on a run that is not known
     */
    long steps(String name);

    /** A plain value for text, JSON and YAML: a number, or a text such as {@code "5%"}. */
    Object plain();

    /** Refuses a count below the smallest that makes sense; what depends on the run is at least one step anyway. */
    default Length atLeast(String name, long smallest) {
        if (this instanceof Count count) {
            Check.atLeast(name, count.value(), smallest);
        }
        return this;
    }

    /** So many scheduler steps. */
    record Count(long value) implements Length {
        public Count {
            Check.atLeast("a number of steps", value, 0);
        }

        @Override
        public Count resolved(RunLength run) {
            return this;
        }

        @Override
        public long steps(String name) {
            return value;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /** So many percent of the run. */
    record Share(double percent) implements Length {
        public Share {
            Check.above("a share of the run in percent", percent, 0, 100);
        }

        /** Rounded to the nearest step, at least one. */
        @Override
        public Count resolved(RunLength run) {
            return new Count(Math.max(1, Math.round(run.steps() * (percent / 100))));
        }

        @Override
        public long steps(String name) {
            String part = percent == 100 ? "as long as the run" : plain() + " of the run";
            throw new InputException(
                    name + " is " + part + ", whose length is not known here; give " + name + " as a number of steps");
        }

        @Override
        public Object plain() {
            return Numbers.plain(percent) + "%";
        }
    }

    /** What a length may be measured in. */
    enum Unit {
        EP("epochs"),
        ST("optimizer steps"),
        EX("training examples");

        /** A number and its unit. */
        static final Pattern LENGTH = Pattern.compile("([-+.\\deE]+)\\s*(%|ep|st|ex)");

        /** Characters of the longest length that is read. */
        static final int LONGEST = 40;

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        static Unit of(String suffix) {
            return Arrays.stream(values())
                    .filter(unit -> unit.suffix().equals(suffix))
                    .findFirst()
                    .orElseThrow();
        }

        String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }

        private @Nullable Double in(RunLength run) {
            return switch (this) {
                case EP -> run.perEpoch();
                case ST -> run.perOptimizerStep();
                case EX -> run.perExample();
            };
        }
    }

    /** So many epochs, optimizer steps or training examples. */
    record Measured(double amount, Unit unit) implements Length {
        public Measured {
            Check.notNegative("a number of " + unit.words, amount);
        }

        /** Rounded to the nearest scheduler step, at least one unless it is nothing at all. */
        @Override
        public Count resolved(RunLength run) {
            Double perUnit = unit.in(run);
            if (perUnit == null) {
                throw new InputException("'" + plain() + "' is given in " + unit.words
                        + ", whose length is not known here; give a number of steps or a share such as '10%'");
            }
            return new Count(amount == 0 ? 0 : Math.max(1, Math.round(amount * perUnit)));
        }

        @Override
        public long steps(String name) {
            throw new InputException(name + " is given in " + unit.words + " ('" + plain()
                    + "'), whose length is not known here; give " + name + " as a number of steps");
        }

        @Override
        public Object plain() {
            return Numbers.plain(amount) + unit.suffix();
        }
    }
}
