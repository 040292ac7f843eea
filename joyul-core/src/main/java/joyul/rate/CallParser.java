package joyul.rate;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import joyul.expression.ExpressionParser;
import joyul.expression.Tokens;
import joyul.expression.Tokens.Kind;
import joyul.expression.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads a call of Python that makes a scheduler, as a schedule's map. The module and the optimizer are dropped; a value
 * may be a number or arithmetic, True, False, None, a text, a list, a lambda, another schedule, or a name that lines
 * before have given to one of these.
 */
final class CallParser {
    private static final int DEEPEST = 50;

    /** Parameters for which PyTorch takes one value for each parameter group. */
    private static final Set<String> BY_GROUP =
            Set.of("lr_lambda", "max_lr", "base_lr", "min_lr", "swa_lr", "eta_min", "base_momentum", "max_momentum");

    private final Tokens tokens;
    private final Names names;
    private final ListParser lists;
    private final Set<String> referred = new HashSet<>();
    private @Nullable PastedOptimizer optimizer;
    private int depth;

    CallParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
        lists = new ListParser(tokens, names, this::value);
    }

    /** The names of schedules that were used as values. */
    Set<String> referred() {
        return referred;
    }

    /** A value that a name may be given to: no schedule, and no name of one. */
    @Nullable
    Object constant() {
        if (isSchedule(0) || names.schedule(tokens.peek().text()).isPresent()) {
            return null;
        }
        Object value = value();
        boolean flat = !(value instanceof List<?> list)
                || list.stream().noneMatch(each -> each instanceof List<?> || each instanceof Map<?, ?>);
        return value instanceof Map<?, ?> || !flat ? null : value;
    }

    /** A schedule by its name and arguments, in brackets or not. */
    Map<String, Object> call() {
        if (tokens.take("(")) {
            Map<String, Object> call = call();
            tokens.expect(")");
            return call;
        }
        return call(name -> Schedules.form(name).positions());
    }

    /** The optimizer that the call was given, where the code tells how it is made. */
    Optional<PastedOptimizer> optimizer() {
        return Optional.ofNullable(optimizer);
    }

    /**
     * A call with the arguments of anything.
     *
     * @param parametersOf a name, in the order of positional arguments
     */
    Map<String, Object> call(Function<String, List<String>> parametersOf) {
        if (++depth > DEEPEST) {
            throw tokens.error(tokens.peek(), "schedules are nested more than " + DEEPEST + " levels deep");
        }
        Token name = tokens.expect(Kind.NAME, "the name of a schedule");
        while (tokens.take(".")) {
            name = tokens.expect(Kind.NAME, "the name of a schedule");
        }
        List<String> parameters = parametersOf.apply(name.text());
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
                    takeOptimizer();
                } else {
                    put(call, start, start.text());
                }
            } else if (first ? isOptimizer() : start.is("optimizer")) {
                takeOptimizer();
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
        if (value instanceof List<?> list
                && BY_GROUP.contains(parameter)
                && list.stream().noneMatch(each -> each instanceof List<?> || each instanceof Map<?, ?>)) {
            value = ofOneGroup(parameter, at, list);
        }
        if (value != null) {
            call.put(parameter, value);
        }
    }

    /** The value of the one parameter group, or of all. */
    private Object ofOneGroup(String parameter, Token at, List<?> values) {
        if (values.isEmpty() || values.stream().distinct().count() > 1) {
            throw tokens.error(
                    at,
                    parameter + " has " + values.size() + " values, one for each parameter group of the optimizer;"
                            + " a schedule here has one: write the value of the group that is meant");
        }
        return values.get(0);
    }

    private @Nullable Object value() {
        Token token = tokens.peek();
        if (token.kind() == Kind.TEXT) {
            String quoted = tokens.next().text();
            return quoted.substring(1, quoted.length() - 1);
        }
        if (lists.beginsHere()) {
            return lists.read();
        }
        if (token.is("(") && isSchedule(1)) {
            return call();
        }
        if (token.is("lambda")) {
            return ExpressionParser.lambda(tokens, "lr_lambda", names.numbers()).text();
        }
        if (token.is("None")) {
            tokens.next();
            return null;
        }
        if (token.is("True") || token.is("False")) {
            return tokens.next().is("True");
        }
        Optional<Object> before = token.kind() == Kind.NAME ? named(token.text()) : Optional.empty();
        if (before.isPresent()) {
            tokens.next();
            return before.get();
        }
        if (isSchedule(0) || isClass()) {
            return call();
        }
        return number();
    }

    /** What a name alone stands for. */
    private Optional<Object> named(String name) {
        Token after = tokens.peek(1);
        boolean alone = after.is(",") || after.is(")") || after.is("]") || after.kind() == Kind.END;
        Optional<Object> found = names.schedule(name).map(call -> (Object) call);
        if (found.isPresent()) {
            referred.add(name);
        }
        return found.or(() -> names.lambda(name)).or(() -> alone ? names.constant(name) : Optional.empty());
    }

    private Object number() {
        if (!isWholeNumber()) {
            return ExpressionParser.constant(tokens, names.numbers());
        }
        String sign = tokens.peek().is("-") ? tokens.next().text() : "";
        BigInteger whole = new BigInteger(sign + tokens.next().text().replace("_", ""));
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    /** A name in the first place is the optimizer, unless it can only be a value. */
    private boolean isOptimizer() {
        Token token = tokens.peek();
        return token.kind() == Kind.NAME
                && !ExpressionParser.isWord(tokens)
                && !isSchedule(0)
                && !lists.beginsHere()
                && named(token.text()).isEmpty();
    }

    /** Steps over the optimizer, and keeps what it tells of its rate. */
    private void takeOptimizer() {
        Optional<PastedOptimizer> known = names.optimizer(dotted());
        PastedOptimizer made =
                known.or(() -> PastedOptimizer.of(tokens, names.numbers())).orElse(null);
        optimizer = made == null ? optimizer : made;
        skipValue();
    }

    /** The dotted name that begins here. */
    private String dotted() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < dottedName(); i++) {
            name.append(tokens.peek(i).text());
        }
        return name.toString();
    }

    /** Steps over one argument, whatever it is. */
    private void skipValue() {
        int open = 0;
        while (open > 0 || !(tokens.peek().is(",") || tokens.peek().is(")"))) {
            Token token = tokens.next();
            if (token.kind() == Kind.END) {
                throw tokens.unexpected("')'");
            }
            open += token.nesting();
        }
    }

    private boolean isSchedule(int ahead) {
        Tokens at = tokens.from(ahead);
        while (at.peek().is("(")) {
            at.next();
        }
        return Schedules.names().contains(calledName(at));
    }

    /** The last part of the dotted name that begins here; empty if none does. */
    static String calledName(Tokens tokens) {
        int last = 0;
        while (tokens.peek(last + 1).is(".") && tokens.peek(last + 2).kind() == Kind.NAME) {
            last += 2;
        }
        return tokens.peek(last).kind() == Kind.NAME ? tokens.peek(last).text() : "";
    }

    /** A call of something that begins with a capital, as classes do: a schedule, perhaps mistyped. */
    private boolean isClass() {
        int length = dottedName();
        return length > 0
                && tokens.peek(length).is("(")
                && Character.isUpperCase(tokens.peek(length - 1).text().charAt(0));
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
