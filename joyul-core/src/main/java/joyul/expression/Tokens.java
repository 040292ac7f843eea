package joyul.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.check.Quote;

/** A text cut into Python's tokens, and a place in it. Spaces, line breaks and comments only separate. */
public final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+|\\\\\\R|#.*)"
            + "|(?<number>(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][+-]?\\d+)?)(?![\\w.])"
            + "|(?<name>[A-Za-z_]\\w*)"
            + "|(?<text>'[^'\\\\\\n]*'|\"[^\"\\\\\\n]*\")"
            + "|(?<symbol>\\*\\*|//|<=|>=|==|!=|[-+*/%<>=()\\[\\]{},:.])");

    private static final Pattern GAP = Pattern.compile("\\s*(\\\\\\R|#.*|\\R)[\\s\\\\]*");

    /** More than any schedule needs; keeps the work on a hostile text small. */
    private static final int LONGEST = 10_000;

    private final String source;
    private final String what;
    private final List<Token> tokens;
    private int place;

    public enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SYMBOL,

        /** A character that no expression has; only lines that are stepped over may hold it. */
        OTHER,
        END
    }

    public record Token(Kind kind, String text, int start, int end) {
        public boolean is(String wanted) {
            return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(wanted);
        }

        /** By how many brackets it goes deeper. */
        public int nesting() {
            return is("(") || is("[") || is("{") ? 1 : is(")") || is("]") || is("}") ? -1 : 0;
        }
    }

    private Tokens(String source, String what, List<Token> tokens) {
        this.source = source;
        this.what = what;
        this.tokens = tokens;
    }

    /**
     * @param what what the text is, for messages
     */
    public Tokens(String source, String what) {
        this(source, what, new ArrayList<>());
        checkLength(what, source);
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            matcher.region(at, source.length()).useTransparentBounds(true);
            if (!matcher.lookingAt()) {
                tokens.add(new Token(Kind.OTHER, source.substring(at, at + 1), at, at + 1));
                at++;
                continue;
            }
            if (matcher.group("space") == null) {
                tokens.add(new Token(kind(matcher), matcher.group(), at, matcher.end()));
            }
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "the end", source.length(), source.length()));
    }

    static void checkLength(String what, String source) {
        if (source.length() > LONGEST) {
            throw new InputException(
                    what + " must be at most " + LONGEST + " characters long, but has " + source.length());
        }
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.group("number") != null) {
            return Kind.NUMBER;
        }
        if (matcher.group("name") != null) {
            return Kind.NAME;
        }
        return matcher.group("text") != null ? Kind.TEXT : Kind.SYMBOL;
    }

    public Token peek() {
        return peek(0);
    }

    /** The token that many places ahead, or the end. */
    public Token peek(int ahead) {
        return tokens.get(Math.min(place + ahead, tokens.size() - 1));
    }

    public Token next() {
        Token token = peek();
        place = Math.min(place + 1, tokens.size() - 1);
        return token;
    }

    /** The same tokens, some places on. */
    public Tokens from(int ahead) {
        Tokens later = new Tokens(source, what, tokens);
        later.place = Math.min(place + ahead, tokens.size() - 1);
        return later;
    }

    /** The statements, each with an end of its own: lines, but for those that an open bracket or a backslash joins. */
    public List<Tokens> statements() {
        List<Tokens> statements = new ArrayList<>();
        List<Token> statement = new ArrayList<>();
        int open = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            boolean semicolon = open == 0 && token.kind == Kind.OTHER && token.text.equals(";");
            if (!statement.isEmpty() && (semicolon || (open == 0 && startsLine(i)))) {
                statements.add(ended(statement));
                statement = new ArrayList<>();
            }
            if (!semicolon) {
                statement.add(token);
                open = Math.max(0, open + token.nesting());
            }
        }
        if (!statement.isEmpty()) {
            statements.add(ended(statement));
        }
        return statements;
    }

    private Tokens ended(List<Token> statement) {
        int end = statement.get(statement.size() - 1).end;
        boolean last = end >= tokens.get(tokens.size() - 2).end;
        int at = last ? source.length() : end;
        List<Token> all = new ArrayList<>(statement);
        all.add(new Token(Kind.END, "the end", at, at));
        return new Tokens(source, what, all);
    }

    private boolean startsLine(int index) {
        return index == 0 || gap(index).replaceAll("\\\\\\R", "").contains("\n");
    }

    private String gap(int index) {
        return source.substring(tokens.get(index - 1).end, tokens.get(index).start);
    }

    /** How far the next token is from the beginning of its line. */
    int indent() {
        return peek().start - source.lastIndexOf('\n', Math.max(0, peek().start - 1)) - 1;
    }

    /** Steps over the token if it is this symbol or word. */
    public boolean take(String wanted) {
        boolean there = peek().is(wanted);
        if (there) {
            next();
        }
        return there;
    }

    public void expect(String wanted) {
        if (!take(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    public Token expect(Kind kind, String wanted) {
        if (peek().kind != kind) {
            throw unexpected(wanted);
        }
        return next();
    }

    /** How many tokens were taken. */
    int place() {
        return place;
    }

    /** The source from a place up to what was taken last, on one line and without comments, with other texts for some names. */
    String slice(int from, Map<String, String> replaced) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < place; i++) {
            Token token = tokens.get(i);
            boolean member = i > from && tokens.get(i - 1).is(".");
            String other = token.kind == Kind.NAME && !member ? replaced.get(token.text) : null;
            text.append(i == from ? "" : GAP.matcher(gap(i)).replaceAll(" "))
                    .append(other == null ? token.text : other);
        }
        return text.toString();
    }

    public InputException unexpected(String wanted) {
        Token token = peek();
        if (token.kind == Kind.OTHER) {
            return error(token.start, "cannot read " + excerpt(token.start));
        }
        return error(
                token.start,
                "expected " + wanted + ", but found " + (token.kind == Kind.END ? token.text : Quote.of(token.text)));
    }

    public InputException error(Token token, String message) {
        return error(token.start, message);
    }

    /** A complaint about something with a name, which the exception carries beside its message. */
    InputException about(Token token, String name, String complaint) {
        return InputException.about(name, complaint).at(where(token.start));
    }

    private InputException error(int position, String message) {
        return new InputException(where(position) + ": " + message);
    }

    private String where(int position) {
        String before = source.substring(0, position);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = position - before.lastIndexOf('\n');
        return (source.strip().contains("\n") ? "line " + line + ", column " : "column ") + column + " of " + what;
    }

    private String excerpt(int at) {
        char first = source.charAt(at);
        if (first == '\'' || first == '"') {
            return "the text that begins here; its closing quote is missing";
        }
        int end = at + 1;
        while (end < source.length() && end < at + 20 && Character.isLetterOrDigit(source.charAt(end))) {
            end++;
        }
        return "'" + source.substring(at, end) + "'";
    }
}
