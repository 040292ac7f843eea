package joyul.rate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Nesting;
import joyul.expression.ExpressionParser;
import joyul.expression.FunctionText;
import joyul.expression.Tokens;
import joyul.expression.Tokens.Kind;
import joyul.expression.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a training script that somebody has pasted, from top to bottom: names given to numbers, functions,
 * optimizers and schedules are kept, the schedule that is made last is the answer, and every other line is stepped over.
 */
final class Script {
    /** Lines that hold others; what stands in these is read as if it stood alone. */
    private static final Set<String> BLOCKS = Set.of(
            "for", "while", "with", "if", "elif", "else", "try", "except", "finally", "class", "async", "import",
            "from", "del", "assert", "global", "raise", "pass");

    private final List<Tokens> lines;
    private final @Nullable Double givenRate;
    private final @Nullable Double usualRate;
    private final Names names = new Names();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> unused = new HashSet<>();
    private @Nullable PastedOptimizer latest;
    private @Nullable PastedOptimizer used;
    private @Nullable Map<String, Object> made;
    private ForeignCall.@Nullable Equal equal;

    private Script(String text, @Nullable Double givenRate, @Nullable Double usualRate) {
        lines = new Tokens(Nesting.check("the schedule", text), "the schedule").statements();
        this.givenRate = givenRate;
        this.usualRate = usualRate;
    }

    /**
     * The schedule that the lines make, with what they tell of the run.
     *
     * @param rate the base rate, for schedules that depend on it; null: what the lines tell
     * @param usual the base rate where the lines do not tell either; null: a schedule that depends on it is refused
     */
    static Pasted read(String text, @Nullable Double rate, @Nullable Double usual) {
        return new Script(text, rate, usual).read();
    }

    private Pasted read() {
        for (int i = 0; i < lines.size(); i++) {
            Tokens line = lines.get(i);
            if (line.peek().is("def")) {
                i = function(i);
            } else if (!BLOCKS.contains(line.peek().text())) {
                statement(line);
            }
        }
        if (made == null) {
            throw lines.isEmpty()
                    ? new InputException("the schedule is empty; write one such as StepLR(step_size=10)")
                    : lines.get(0).from(0).unexpected("the name of a schedule");
        }
        Schedule schedule = Schedules.of(made);
        if (unused.size() > 1) {
            notes.add("the lines make " + unused.size()
                    + " schedules side by side; shown is the last, and all at once are" + " ChainedScheduler([...])");
        }
        PastedOptimizer optimizer = used == null ? latest : used;
        if (optimizer != null && givenRate == null) {
            notes.addAll(0, optimizer.notes());
        }
        Double rate =
                equal != null && equal.rate() != null ? equal.rate() : optimizer == null ? null : optimizer.rate();
        return new Pasted(
                schedule,
                rate,
                optimizer == null ? null : optimizer.momentum(),
                equal == null ? null : equal.unit(),
                equal == null ? null : equal.length(),
                notes);
    }

    /** A formula of one value is kept; the lines of any other function are read as if they stood alone. */
    private int function(int at) {
        Optional<FunctionText.Read> read = FunctionText.read(lines, at, names.numbers());
        read.ifPresent(function -> names.lambda(function.name(), function.lambda()));
        return read.map(FunctionText.Read::last).orElse(at);
    }

    /** {@code NAME = VALUE}, {@code NAME: TYPE = VALUE}, {@code return VALUE}, or a value alone. */
    private void statement(Tokens line) {
        line.take("return");
        int equals = assignment(line);
        String target = equals > 0 ? target(line) : "";
        Tokens value = line.from(equals > 0 ? equals + 1 : 0);
        if (isSchedule(value)) {
            schedule(target, value);
            return;
        }
        if (target.isEmpty()) {
            return;
        }
        names.forget(target);
        Optional<PastedOptimizer> optimizer = PastedOptimizer.of(value, names.numbers());
        if (optimizer.isPresent()) {
            latest = optimizer.get();
            names.optimizer(target, latest);
        } else {
            constant(target, value);
        }
    }

    private void schedule(String target, Tokens value) {
        CallParser parser = new CallParser(value, names);
        String called = CallParser.calledName(unwrapped(value));
        Map<String, Object> call = call(called, value, parser);
        if (value.peek().kind() != Kind.END) {
            throw value.unexpected("the end");
        }
        used = parser.optimizer().orElse(used);
        equal = null;
        if (OtherLibraries.knows(called) || OtherLibraries.isKerasPlateau(call)) {
            equal = OtherLibraries.of(call, baseRate());
            call = equal.call();
            notes.add(called + " is " + CallText.write(call));
        }
        made = call;
        unused.removeAll(parser.referred());
        unused.add(target);
        names.schedule(target, call);
    }

    /** Where a name stands for a length that is not known here, the complaint is about that, not about the name. */
    private Map<String, Object> call(String called, Tokens value, CallParser parser) {
        Tokens whole = value.from(0);
        try {
            return OtherLibraries.knows(called) ? parser.call(OtherLibraries::parameters) : keras(value, parser);
        } catch (InputException complaint) {
            for (Token token = whole.next(); token.kind() != Kind.END; token = whole.next()) {
                Optional<InputException> length = names.length(token.text());
                if (length.isPresent()) {
                    throw length.get();
                }
            }
            throw complaint;
        }
    }

    private @Nullable Double baseRate() {
        PastedOptimizer optimizer = used == null ? latest : used;
        Double told = optimizer == null ? null : optimizer.rate();
        return givenRate != null ? givenRate : told != null ? told : usualRate;
    }

    /** Keras's plateau has the name of PyTorch's, and other parameters. */
    private static Map<String, Object> keras(Tokens value, CallParser parser) {
        boolean keras = false;
        for (int i = 0; value.peek(i).kind() != Kind.END; i++) {
            keras |= (value.peek(i).is("monitor") || value.peek(i).is("min_delta"))
                    && value.peek(i + 1).is("=");
        }
        boolean plateau = CallParser.calledName(unwrapped(value)).equals("ReduceLROnPlateau");
        return keras && plateau ? parser.call(name -> List.of("monitor", "factor", "patience")) : parser.call();
    }

    /** Whether a value makes a schedule, perhaps by a mistyped name; the only line of a text is taken for one. */
    private boolean isSchedule(Tokens value) {
        Tokens inner = unwrapped(value);
        String called = CallParser.calledName(inner);
        boolean known = Schedules.names().contains(called) || OtherLibraries.knows(called);
        if (known || lines.size() == 1) {
            return true;
        }
        boolean capital = !called.isEmpty() && Character.isUpperCase(called.charAt(0));
        return capital
                && Nearest.of(called, Schedules.names()).isPresent()
                && PastedOptimizer.of(inner, names.numbers()).isEmpty();
    }

    private static Tokens unwrapped(Tokens value) {
        Tokens inner = value.from(0);
        while (inner.take("(")) {
            // Parentheses around a call.
        }
        return inner;
    }

    /** A number, a text, a list of these, or a lambda; anything else has no name here. */
    private void constant(String target, Tokens value) {
        try {
            boolean lambda = value.peek().is("lambda");
            Object read = new CallParser(value, names).constant();
            if (value.peek().kind() != Kind.END || read == null) {
                return;
            }
            if (lambda) {
                names.lambda(target, String.valueOf(read));
            } else {
                names.constant(target, read);
            }
        } catch (InputException notKnown) {
            // A line of the script that no schedule can use; but what was meant can be said.
            if (ExpressionParser.isLength(notKnown)) {
                names.length(target, notKnown);
            }
        }
    }

    /** Where the {@code =} of an assignment stands, of one name with or without its type; 0 if the line is none. */
    private static int assignment(Tokens line) {
        if (line.peek().kind() != Kind.NAME) {
            return 0;
        }
        int open = 0;
        for (int i = 0; line.peek(i).kind() != Kind.END; i++) {
            Token token = line.peek(i);
            open += token.nesting();
            if (open == 0 && token.is("=")) {
                return i;
            }
            if (i > 0 && open == 0 && token.nesting() == 0 && !typed(line, i)) {
                return 0;
            }
        }
        return 0;
    }

    /** Whether the token may stand in front of the {@code =} of an assignment. */
    private static boolean typed(Tokens line, int at) {
        Token token = line.peek(at);
        return token.is(".") || token.is(":") || token.kind() == Kind.NAME || token.kind() == Kind.OTHER;
    }

    private static String target(Tokens line) {
        StringBuilder name = new StringBuilder(line.peek().text());
        for (int i = 1; line.peek(i).is(".") && line.peek(i + 1).kind() == Kind.NAME; i += 2) {
            name.append('.').append(line.peek(i + 1).text());
        }
        return name.toString();
    }
}
