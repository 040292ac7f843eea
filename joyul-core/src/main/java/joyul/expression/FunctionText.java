package joyul.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.expression.Tokens.Kind;

/**
 * A function of one value, {@code def factor(epoch): ...}, as the lambda that gives the same: assignments are written out
 * where their names stand, and {@code if} becomes a conditional expression. Whatever else a body does, it is no formula.
 */
public final class FunctionText {
    /** Of the lambda; each branch is written out with what follows it, so that a body of many would double and double. */
    private static final int LONGEST = 4_000;

    private final List<Tokens> lines;
    private final int end;

    private FunctionText(List<Tokens> lines, int end) {
        this.lines = lines;
        this.end = end;
    }

    /**
     * A function that was read.
     *
     * @param last its last line
     */
    public record Read(String name, String lambda, int last) {}

    /** The function whose {@code def} is that line; empty if it is no formula of one value. */
    public static Optional<Read> read(List<Tokens> lines, int at, Map<String, Double> known) {
        Tokens head = lines.get(at).from(1);
        int end = at + 1;
        while (end < lines.size() && lines.get(end).indent() > lines.get(at).indent()) {
            end++;
        }
        try {
            String name = head.expect(Kind.NAME, "a name").text();
            head.expect("(");
            String variable = head.expect(Kind.NAME, "a name").text();
            while (!head.take(")")) {
                head.next();
                if (head.peek().kind() == Kind.END || head.peek().is(",")) {
                    return Optional.empty();
                }
            }
            while (!head.take(":")) {
                head.next();
                if (head.peek().kind() == Kind.END) {
                    return Optional.empty();
                }
            }
            Map<String, String> written = new HashMap<>();
            known.forEach((constant, value) -> written.put(constant, "(" + Numbers.plain(value) + ")"));
            written.remove(variable);
            FunctionText body = new FunctionText(lines, end);
            String text = head.peek().kind() == Kind.END
                    ? body.from(at + 1, written)
                    : returned(head.from(0), written).orElse("");
            Expression lambda = Expression.parse("lambda " + variable + ": " + text, name);
            return Optional.of(new Read(name, lambda.text(), end - 1));
        } catch (InputException noFormula) {
            return Optional.empty();
        }
    }

    /** The value of the lines from one on, as an expression. */
    private String from(int at, Map<String, String> written) {
        if (at >= end) {
            throw new InputException("the function ends without a return");
        }
        Tokens line = lines.get(at).from(0);
        if (line.peek().kind() == Kind.TEXT) {
            // What the function does, in its author's words.
            return from(at + 1, written);
        }
        Optional<String> returned = returned(line.from(0), written);
        if (returned.isPresent()) {
            return returned.get();
        }
        if (line.peek().is("if") || line.peek().is("elif")) {
            return branch(at, written);
        }
        return from(at + 1, assigned(line, written));
    }

    private static Optional<String> returned(Tokens line, Map<String, String> written) {
        if (!line.take("return")) {
            return Optional.empty();
        }
        return Optional.of("(" + rest(line, written) + ")");
    }

    private static Map<String, String> assigned(Tokens line, Map<String, String> written) {
        String name = line.expect(Kind.NAME, "a name").text();
        line.expect("=");
        Map<String, String> more = new HashMap<>(written);
        more.put(name, "(" + rest(line, written) + ")");
        return more;
    }

    private static String rest(Tokens line, Map<String, String> written) {
        int begin = line.place();
        while (line.peek().kind() != Kind.END) {
            line.next();
        }
        return bounded(line.slice(begin, written));
    }

    private String branch(int at, Map<String, String> written) {
        Tokens line = lines.get(at).from(1);
        int begin = line.place();
        int open = 0;
        while (open > 0 || !line.peek().is(":")) {
            open += line.peek().nesting();
            if (line.next().kind() == Kind.END) {
                throw line.unexpected("':'");
            }
        }
        String condition = bounded(line.slice(begin, written));
        line.next();
        int indent = lines.get(at).indent();
        int inner = at + 1;
        while (inner < end && lines.get(inner).indent() > indent) {
            inner++;
        }
        int after = inner;
        while (after < end && isAlternative(after, indent)) {
            after++;
            while (after < end && lines.get(after).indent() > indent) {
                after++;
            }
        }
        String yes =
                line.peek().kind() == Kind.END ? block(at + 1, inner, after, written) : inline(line, after, written);
        return bounded("(" + yes + " if " + condition + " else " + otherwise(inner, after, indent, written) + ")");
    }

    private boolean isAlternative(int at, int indent) {
        Tokens line = lines.get(at);
        return line.indent() == indent && (line.peek().is("elif") || line.peek().is("else"));
    }

    private String otherwise(int at, int after, int indent, Map<String, String> written) {
        if (at >= end || !isAlternative(at, indent)) {
            return from(after, written);
        }
        if (lines.get(at).peek().is("elif")) {
            return branch(at, written);
        }
        Tokens line = lines.get(at).from(1);
        line.expect(":");
        return line.peek().kind() == Kind.END ? block(at + 1, after, after, written) : inline(line, after, written);
    }

    private String inline(Tokens line, int after, Map<String, String> written) {
        Optional<String> returned = returned(line.from(0), written);
        return returned.isPresent() ? returned.get() : from(after, assigned(line, written));
    }

    /** Assignments and a return of a branch, or what follows it. */
    private String block(int at, int blockEnd, int after, Map<String, String> written) {
        if (at == blockEnd) {
            return from(after, written);
        }
        Tokens line = lines.get(at).from(0);
        Optional<String> returned = returned(line.from(0), written);
        if (returned.isPresent()) {
            return returned.get();
        }
        if (line.peek().is("if")) {
            return new FunctionText(lines, blockEnd).from(at, written);
        }
        return block(at + 1, blockEnd, after, assigned(line, written));
    }

    private static String bounded(String text) {
        if (text.length() > LONGEST) {
            throw new InputException("the function is too long to be written as one expression");
        }
        return text;
    }
}
