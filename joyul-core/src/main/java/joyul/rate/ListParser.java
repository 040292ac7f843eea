package joyul.rate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import joyul.expression.ExpressionParser;
import joyul.expression.Tokens;
import joyul.expression.Tokens.Kind;
import joyul.expression.Tokens.Token;
import org.jspecify.annotations.Nullable;

/** Reads what Python makes a list of: one written out, a tuple, a range, a comprehension. */
final class ListParser {
    private static final int MOST_VALUES = 1_000;

    private static final Set<String> MAKERS = Set.of("list", "tuple", "range", "sorted");

    /** Reads one value from the same tokens; null stands for None. */
    interface Item {
        @Nullable
        Object read();
    }

    private final Tokens tokens;
    private final Names names;
    private final Item item;

    ListParser(Tokens tokens, Names names, Item item) {
        this.tokens = tokens;
        this.names = names;
        this.item = item;
    }

    /** Whether the next value is a list. */
    boolean beginsHere() {
        return tokens.peek().is("[") || isMade() || isTuple();
    }

    List<Object> read() {
        return isMade() ? made() : isComprehension() ? comprehension() : written();
    }

    private boolean isMade() {
        return MAKERS.contains(tokens.peek().text()) && tokens.peek(1).is("(");
    }

    private List<Object> written() {
        String close = tokens.next().is("[") ? "]" : ")";
        List<Object> values = new ArrayList<>();
        while (!tokens.take(close)) {
            Token start = tokens.peek();
            Object value = item.read();
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

    /** {@code list(range(0, 30, 7))} and what else gives a list. */
    private List<Object> made() {
        Token name = tokens.next();
        tokens.expect("(");
        List<Object> values = new ArrayList<>();
        while (!tokens.take(")")) {
            Token start = tokens.peek();
            Object value = item.read();
            if (name.is("range")) {
                values.add(value == null ? 0L : value);
            } else if (value instanceof List<?> inner) {
                values.addAll(inner);
            } else {
                throw tokens.error(start, name.text() + " needs a list such as [30, 80] or range(0, 90, 30)");
            }
            if (!tokens.peek().is(")")) {
                tokens.expect(",");
            }
        }
        return name.is("range") ? range(name, values) : values;
    }

    private List<Object> range(Token name, List<Object> ends) {
        long[] whole = ends.stream()
                .mapToLong(end -> end instanceof Number number ? number.longValue() : 0)
                .toArray();
        if (whole.length < 1 || whole.length > 3 || (whole.length == 3 && whole[2] == 0)) {
            throw tokens.error(name, "range needs 1 to 3 whole numbers, the third not 0");
        }
        long from = whole.length == 1 ? 0 : whole[0];
        long to = whole.length == 1 ? whole[0] : whole[1];
        long by = whole.length == 3 ? whole[2] : 1;
        List<Object> values = new ArrayList<>();
        for (long value = from; by > 0 ? value < to : value > to; value += by) {
            if (values.size() == MOST_VALUES) {
                throw tokens.error(name, "a list must have at most " + MOST_VALUES + " values here");
            }
            values.add(value);
        }
        return values;
    }

    private boolean isComprehension() {
        int open = 0;
        for (int i = 0; tokens.peek(i).kind() != Kind.END; i++) {
            open += tokens.peek(i).nesting();
            if (open == 0) {
                return false;
            }
            if (open == 1 && tokens.peek(i).is("for")) {
                return true;
            }
        }
        return false;
    }

    /** {@code [int(part * 30) for part in [0.4, 0.6]]}: the arithmetic once for each value. */
    private List<Object> comprehension() {
        String close = tokens.next().is("[") ? "]" : ")";
        Tokens head = tokens.from(0);
        while (!tokens.peek().is("for")) {
            tokens.next();
        }
        tokens.next();
        Token variable = tokens.expect(Kind.NAME, "the name of the list's one variable");
        tokens.expect("in");
        Token start = tokens.peek();
        if (!(item.read() instanceof List<?> over)) {
            throw tokens.error(start, "expected a list such as [0.4, 0.8] or range(3)");
        }
        tokens.expect(close);
        List<Object> values = new ArrayList<>();
        for (Object each : over) {
            Map<String, Double> known = new HashMap<>(names.numbers());
            known.put(variable.text(), each instanceof Number number ? number.doubleValue() : Double.NaN);
            Tokens expression = head.from(0);
            double value = ExpressionParser.constant(expression, known);
            if (!expression.peek().is("for")) {
                throw expression.unexpected("'for'");
            }
            values.add(value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value);
        }
        return values;
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
}
