package joyul.rate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.Nearest;
import joyul.rate.Tokens.Kind;
import joyul.rate.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of Python that make a scheduler, as a schedule's map. An assignment in front, the module and the optimizer
 * are dropped; a value may be a number or arithmetic, True, False, None, a text, a list, a lambda, another schedule, or
 * the name of one made in a line before. Other lines of a training script (the making of the optimizer in front, calls
 * of {@code step} behind) are stepped over.
 */
final class CallParser {
    private static final int DEEPEST = 50;

    private final Tokens tokens;
    private final Map<String, Map<String, Object>> made = new HashMap<>();
    private int depth;

    private CallParser(String text) {
        this.tokens = new Tokens(text, "the schedule");
    }

    static Map<String, Object> parse(String text) {
        CallParser parser = new CallParser(text);
        Map<String, Object> call = parser.statement();
        while (parser.tokens.peek().kind() != Kind.END) {
            if (!parser.tokens.startsLine()) {
                throw parser.tokens.unexpected("the end");
            }
            call = parser.isStep() ? parser.skipCall(call) : parser.statement();
        }
        return call;
    }

    /** A schedule, perhaps assigned to a name, perhaps with the making of an optimizer before it. */
    private Map<String, Object> statement() {
        while (tokens.peek().is("import") || tokens.peek().is("from")) {
            skipLine();
        }
        int after = dottedName();
        String target =
                after > 0 && tokens.peek(after).is("=") ? tokens.peek(after - 1).text() : "";
        for (int i = 0; !target.isEmpty() && i <= after; i++) {
            tokens.next();
        }
        if (!target.isEmpty() && isForeign() && startsLine(endOfCall())) {
            skipCall(Map.of());
            return statement();
        }
        Map<String, Object> call = call();
        made.put(target, call);
        return call;
    }

    /** A call of something that is no schedule, nor one mistyped. */
    private boolean isForeign() {
        int length = dottedName();
        return endOfCall() > 0
                && Nearest.of(tokens.peek(length - 1).text(), Schedules.names()).isEmpty();
    }

    private void skipLine() {
        do {
            tokens.next();
        } while (!tokens.startsLine() && tokens.peek().kind() != Kind.END);
    }

    /** {@code scheduler.step(...)}, which a pasted example ends with. */
    private boolean isStep() {
        int length = dottedName();
        return length > 1
                && tokens.peek(length - 1).is("step")
                && tokens.peek(length).is("(");
    }

    private Map<String, Object> skipCall(Map<String, Object> call) {
        for (int i = endOfCall(); i > 0; i--) {
            tokens.next();
        }
        return call;
    }

    /** How many tokens the call that begins here has; 0 if none does. */
    private int endOfCall() {
        int at = dottedName();
        int open = 0;
        do {
            Token token = tokens.peek(at++);
            if (token.kind() == Kind.END) {
                return 0;
            }
            open += token.is("(") || token.is("[") ? 1 : 0;
            open -= token.is(")") || token.is("]") ? 1 : 0;
        } while (open > 0);
        return dottedName() == 0 || at == dottedName() + 1 ? 0 : at;
    }

    private boolean startsLine(int ahead) {
        return tokens.peek(ahead).kind() != Kind.END && tokens.startsLine(ahead);
    }

    private Map<String, Object> call() {
        if (++depth > DEEPEST) {
            throw tokens.error(tokens.peek(), "schedules are nested more than " + DEEPEST + " levels deep");
        }
        Token name = tokens.expect(Kind.NAME, "the name of a schedule");
        while (tokens.take(".")) {
            name = tokens.expect(Kind.NAME, "the name of a schedule");
        }
        List<String> parameters = Schedules.form(name.text()).positions();
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", name.text());
        if (tokens.take("(")) {
            arguments(name.text(), parameters, call);
        }
        depth--;
        return call;
    }

    private void arguments(String type, List<String> parameters, Map<String, Object> call) {
        int position = 0;
        boolean named = false;
        for (boolean first = true; !tokens.take(")"); first = false) {
            Token start = tokens.peek();
            if (start.kind() == Kind.NAME && tokens.peek(1).is("=")) {
                named = true;
                tokens.next();
                tokens.next();
                if (start.text().equals("optimizer")) {
                    skipValue();
                } else {
                    put(call, start, start.text());
                }
            } else if (first ? isOptimizer() : start.is("optimizer")) {
                skipValue();
            } else if (named) {
                throw tokens.error(start, "a value without a name cannot follow a named one");
            } else if (position >= parameters.size()) {
                throw tokens.error(
                        start,
                        type + " takes at most " + parameters.size() + " values by position: "
                                + String.join(", ", parameters));
            } else {
                put(call, start, parameters.get(position++));
            }
            if (!tokens.peek().is(")")) {
                tokens.expect(",");
            }
        }
    }

    private void put(Map<String, Object> call, Token at, String parameter) {
        if (call.containsKey(parameter)) {
            throw tokens.error(at, parameter + " is given twice");
        }
        Object value = value();
        if (value != null) {
            call.put(parameter, value);
        }
    }

    private @Nullable Object value() {
        Token token = tokens.peek();
        if (token.kind() == Kind.TEXT) {
            String quoted = tokens.next().text();
            return quoted.substring(1, quoted.length() - 1);
        }
        if (token.is("[") || isTuple()) {
            return list();
        }
        if (token.is("lambda")) {
            return ExpressionParser.lambda(tokens, "lr_lambda").text();
        }
        if (token.is("None")) {
            tokens.next();
            return null;
        }
        if (token.is("True") || token.is("False")) {
            return tokens.next().is("True");
        }
        Map<String, Object> before = made.get(token.text());
        if (token.kind() == Kind.NAME && before != null) {
            tokens.next();
            return before;
        }
        if (isSchedule() || isClass()) {
            return call();
        }
        return number();
    }

    private Object number() {
        boolean whole = isWholeNumber();
        double number = ExpressionParser.constant(tokens);
        return whole ? (Object) (long) number : (Object) number;
    }

    private List<Object> list() {
        String close = tokens.next().is("[") ? "]" : ")";
        List<Object> values = new ArrayList<>();
        while (!tokens.take(close)) {
            Token start = tokens.peek();
            Object value = value();
            if (value == null) {
                throw tokens.error(start, "a list cannot hold None here");
            }
            values.add(value);
            if (!tokens.peek().is(close)) {
                tokens.expect(",");
            }
        }
        return values;
    }

    /** A name in the first place is the optimizer, unless it can only be a value. */
    private boolean isOptimizer() {
        Token token = tokens.peek();
        return token.kind() == Kind.NAME && !ExpressionParser.isWord(tokens) && !isSchedule();
    }

    /** Steps over one argument, whatever it is. */
    private void skipValue() {
        int open = 0;
        while (open > 0 || !(tokens.peek().is(",") || tokens.peek().is(")"))) {
            Token token = tokens.next();
            if (token.kind() == Kind.END) {
                throw tokens.unexpected("')'");
            }
            open += token.is("(") || token.is("[") ? 1 : 0;
            open -= token.is(")") || token.is("]") ? 1 : 0;
        }
    }

    private boolean isSchedule() {
        int length = dottedName();
        return length > 0 && Schedules.names().contains(tokens.peek(length - 1).text());
    }

    /** A call of something that begins with a capital, as classes do: a schedule, perhaps mistyped. */
    private boolean isClass() {
        int length = dottedName();
        return length > 0
                && tokens.peek(length).is("(")
                && Character.isUpperCase(tokens.peek(length - 1).text().charAt(0));
    }

    private boolean isTuple() {
        int open = 0;
        for (int i = 0; tokens.peek(i).is("(") || open > 0; i++) {
            Token token = tokens.peek(i);
            if (token.kind() == Kind.END || (open == 1 && token.is(","))) {
                return token.is(",");
            }
            open += token.is("(") ? 1 : 0;
            open -= token.is(")") ? 1 : 0;
        }
        return false;
    }

    private boolean isWholeNumber() {
        int sign = tokens.peek().is("-") ? 1 : 0;
        Token number = tokens.peek(sign);
        Token after = tokens.peek(sign + 1);
        return number.kind() == Kind.NUMBER
                && number.text().chars().allMatch(c -> c == '_' || Character.isDigit(c))
                && (after.is(",") || after.is(")") || after.is("]"));
    }

    /** How many tokens the dotted name that begins here has; 0 if none begins. */
    private int dottedName() {
        int length = tokens.peek().kind() == Kind.NAME ? 1 : 0;
        while (length > 0
                && tokens.peek(length).is(".")
                && tokens.peek(length + 1).kind() == Kind.NAME) {
            length += 2;
        }
        return length;
    }
}
