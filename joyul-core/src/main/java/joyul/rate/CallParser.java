package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.rate.Tokens.Kind;
import joyul.rate.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of Python that makes a scheduler, as a schedule's map. An assignment in front, the module and the
 * optimizer are dropped; a value may be a number or arithmetic, True, False, None, a text, a list, a lambda or another
 * schedule.
 */
final class CallParser {
    private static final int DEEPEST = 50;

    private final Tokens tokens;
    private int depth;

    private CallParser(String text) {
        this.tokens = new Tokens(text, "the schedule");
    }

    static Map<String, Object> parse(String text) {
        CallParser parser = new CallParser(text);
        parser.skipAssignment();
        Map<String, Object> call = parser.call();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.tokens.unexpected("the end");
        }
        return call;
    }

    private void skipAssignment() {
        int after = dottedName();
        if (after > 0 && tokens.peek(after).is("=")) {
            for (int i = 0; i <= after; i++) {
                tokens.next();
            }
        }
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
            } else if (first && isOptimizer()) {
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
            return ExpressionParser.lambda(tokens).text();
        }
        if (token.is("None")) {
            tokens.next();
            return null;
        }
        if (token.is("True") || token.is("False")) {
            return tokens.next().is("True");
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
            values.add(number());
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
