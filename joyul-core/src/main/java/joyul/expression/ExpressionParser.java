package joyul.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;
import joyul.expression.Tokens.Kind;
import joyul.expression.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Recursive descent over Python's expression grammar, as far as it is arithmetic; one method per level of precedence.
 * Stops before the first token that cannot belong to the expression.
 */
public final class ExpressionParser {
    private static final String DEFAULT_VARIABLE = "epoch";
    private static final String LENGTH = "len";
    private static final Set<String> MODULES = Set.of("math", "np", "numpy");
    private static final Set<String> WORDS = Set.of("if", "else", "and", "or", "not", "lambda", "in", "is", "None");
    private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E, "True", 1.0, "False", 0.0);
    private static final int DEEPEST = 200;
    private static final int MOST_OPERANDS = 1000;

    private final Tokens tokens;
    private final @Nullable String variable;
    private final Map<String, Double> known;
    private int depth;
    private int operands;

    private ExpressionParser(Tokens tokens, @Nullable String variable, Map<String, Double> known) {
        this.tokens = tokens;
        this.variable = variable;
        this.known = known;
    }

    /** {@code lambda NAME: EXPRESSION}, or an expression in {@code epoch}. */
    public static Expression lambda(Tokens tokens, String parameter) {
        return lambda(tokens, parameter, Map.of());
    }

    /**
     * Likewise, with names that stand for numbers.
     *
     * @param known written as numbers in the expression's text
     */
    public static Expression lambda(Tokens tokens, String parameter, Map<String, Double> known) {
        String variable = DEFAULT_VARIABLE;
        if (tokens.take("lambda")) {
            Token name = tokens.expect(Kind.NAME, "the name of the lambda's one parameter");
            if (WORDS.contains(name.text())) {
                throw tokens.error(name, "'" + name.text() + "' cannot be a parameter's name");
            }
            variable = name.text();
            tokens.expect(":");
        }
        int start = tokens.place();
        Map<String, String> written = new HashMap<>();
        known.forEach((name, value) -> written.put(name, literal(value)));
        written.remove(variable);
        Node root = new ExpressionParser(tokens, variable, known).expression();
        return new Expression(parameter, "lambda " + variable + ": " + tokens.slice(start, written), root);
    }

    private static String literal(double value) {
        return value < 0 ? "(" + Numbers.plain(value) + ")" : Numbers.plain(value);
    }

    /** An expression without a variable, such as {@code 1/3}. */
    public static double constant(Tokens tokens, Map<String, Double> known) {
        Token first = tokens.peek();
        try {
            return new ExpressionParser(tokens, null, known).expression().at(0);
        } catch (ArithmeticException undefined) {
            throw tokens.error(first, "the value " + undefined.getMessage());
        }
    }

    /** Whether the next token is a word of expressions (a keyword, a constant, a function) rather than a free name. */
    public static boolean isWord(Tokens tokens) {
        String name = tokens.peek().text();
        boolean called = tokens.peek(1).is("(") && MathFunction.of(name).isPresent();
        boolean member = tokens.peek(1).is(".") && MODULES.contains(name);
        return called || member || WORDS.contains(name) || CONSTANTS.containsKey(name);
    }

    private Node expression() {
        return nested(this::conditional);
    }

    private Node conditional() {
        Node value = or();
        if (!tokens.take("if")) {
            return value;
        }
        Node condition = or();
        tokens.expect("else");
        return new Node.Conditional(condition, value, expression());
    }

    private Node or() {
        Node left = and();
        while (tokens.take("or")) {
            left = new Node.Or(left, and());
        }
        return left;
    }

    private Node and() {
        Node left = not();
        while (tokens.take("and")) {
            left = new Node.And(left, not());
        }
        return left;
    }

    private Node not() {
        return tokens.take("not") ? new Node.Not(nested(this::not)) : comparison();
    }

    private Node comparison() {
        Node first = sum();
        List<Node.Link> links = new ArrayList<>();
        for (Optional<Operator> sign = sign(); sign.isPresent() && sign.get().isComparison(); sign = sign()) {
            tokens.next();
            links.add(new Node.Link(sign.get(), sum()));
        }
        return links.isEmpty() ? first : new Node.Chain(first, links);
    }

    private Node sum() {
        Node left = product();
        while (tokens.peek().is("+") || tokens.peek().is("-")) {
            Operator operator = operator();
            left = new Node.Binary(operator, left, product());
        }
        return left;
    }

    private Node product() {
        Node left = unary();
        while (tokens.peek().is("*")
                || tokens.peek().is("/")
                || tokens.peek().is("//")
                || tokens.peek().is("%")) {
            Operator operator = operator();
            left = new Node.Binary(operator, left, unary());
        }
        return left;
    }

    private Node unary() {
        if (tokens.take("-")) {
            return new Node.Negation(nested(this::unary));
        }
        return tokens.take("+") ? nested(this::unary) : power();
    }

    /** Binds tighter than a sign on its left and looser than one on its right, and groups from the right. */
    private Node power() {
        Node base = atom();
        return tokens.take("**") ? new Node.Binary(Operator.POWER, base, nested(this::unary)) : base;
    }

    private Node atom() {
        if (++operands > MOST_OPERANDS) {
            throw tokens.error(tokens.peek(), "the expression has more than " + MOST_OPERANDS + " operands");
        }
        if (tokens.take("(")) {
            Node inner = expression();
            tokens.expect(")");
            return inner;
        }
        if (tokens.peek().kind() == Kind.NUMBER) {
            return new Node.Constant(Double.parseDouble(tokens.next().text().replace("_", "")));
        }
        if (tokens.peek().kind() == Kind.NAME && !WORDS.contains(tokens.peek().text())) {
            return named();
        }
        throw tokens.unexpected("a number, a name or '('");
    }

    private Node named() {
        Token name = tokens.next();
        if (name.text().equals(variable)) {
            return new Node.Variable();
        }
        Double value = known.get(name.text());
        if (value != null) {
            return new Node.Constant(value);
        }
        boolean inModule = MODULES.contains(name.text()) && tokens.take(".");
        Token member = inModule ? tokens.expect(Kind.NAME, "a function of " + name.text()) : name;
        Optional<MathFunction> function = MathFunction.of(member.text());
        if (function.isPresent()) {
            return call(member, function.get());
        }
        if (name.is(LENGTH) && tokens.peek().is("(")) {
            throw length(name);
        }
        Double constant = CONSTANTS.get(member.text());
        if (constant == null) {
            throw tokens.error(member, unknown(member.text()));
        }
        return new Node.Constant(constant);
    }

    /** Whether a complaint is that a value is the length of something, {@code len(loader)}. */
    public static boolean isLength(InputException complaint) {
        return complaint.key().startsWith(LENGTH + "(");
    }

    /** What it counts is there only where the training runs. */
    private InputException length(Token name) {
        int start = tokens.place() - 1;
        int open = 0;
        do {
            open += tokens.next().nesting();
        } while (open > 0 && tokens.peek().kind() != Kind.END);
        return tokens.about(
                name,
                Quote.name(tokens.slice(start, Map.of())),
                "is not known here; write the number of steps in its place"
                        + (variable == null
                                ? ", a length such as '10ep', or leave out what follows from the length of the run"
                                : ""));
    }

    private Node call(Token name, MathFunction function) {
        tokens.expect("(");
        List<Node> arguments = new ArrayList<>();
        while (!tokens.take(")")) {
            arguments.add(expression());
            if (!tokens.peek().is(")")) {
                tokens.expect(",");
            }
        }
        if (!function.takes(arguments.size())) {
            throw tokens.error(
                    name, name.text() + " takes " + function.arity() + ", but was given " + arguments.size());
        }
        return new Node.Call(function, arguments);
    }

    private String unknown(String name) {
        List<String> known = new ArrayList<>(MathFunction.names());
        known.add("pi");
        if (variable != null) {
            known.add(variable);
        }
        return "unknown name " + Quote.of(name) + "; " + Nearest.hint(name, known)
                + (variable == null ? "write the value itself" : "the variable is '" + variable + "'");
    }

    private Optional<Operator> sign() {
        return tokens.peek().kind() == Kind.SYMBOL ? Operator.of(tokens.peek().text()) : Optional.empty();
    }

    private Operator operator() {
        return Operator.of(tokens.next().text()).orElseThrow();
    }

    /** Every recursion passes here, so that a hostile text cannot exhaust the stack. */
    private Node nested(Supplier<Node> part) {
        if (++depth > DEEPEST) {
            throw tokens.error(tokens.peek(), "the expression is nested more than " + DEEPEST + " levels deep");
        }
        Node node = part.get();
        depth--;
        return node;
    }
}
