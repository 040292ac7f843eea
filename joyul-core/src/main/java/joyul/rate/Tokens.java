package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.check.Quote;

/** A text cut into Python's tokens, and a place in it. Spaces, line breaks and comments only separate. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+|\\\\\\R|#.*)"
            + "|(?<number>(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][+-]?\\d+)?)(?![\\w.])"
            + "|(?<name>[A-Za-z_]\\w*)"
            + "|(?<text>'[^'\\\\\\n]*'|\"[^\"\\\\\\n]*\")"
            + "|(?<symbol>\\*\\*|//|<=|>=|==|!=|[-+*/%<>=()\\[\\],:.])");

    private static final Pattern GAP = Pattern.compile("\\s*(\\\\\\R|#.*|\\R)[\\s\\\\]*");

    /** More than any schedule needs; keeps the work on a hostile text small. */
    private static final int LONGEST = 10_000;

    private final String source;
    private final String what;
    private final List<Token> tokens = new ArrayList<>();
    private int place;

    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int start, int end) {
        boolean is(String wanted) {
            return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(wanted);
        }
    }

    /**
     * @param what what the text is, for messages
     * @throws InputException if the text is not made of Python tokens
     */
    Tokens(String source, String what) {
        this.source = source;
        this.what = what;
        checkLength(what, source);
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            matcher.region(at, source.length()).useTransparentBounds(true);
            if (!matcher.lookingAt()) {
                throw error(at, "cannot read " + excerpt(at));
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

    Token peek() {
        return peek(0);
    }

    /** The token that many places ahead, or the end. */
    Token peek(int ahead) {
        return tokens.get(Math.min(place + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        place = Math.min(place + 1, tokens.size() - 1);
        return token;
    }

    /** Whether the next token is the first on its line. */
    boolean startsLine() {
        return startsLine(0);
    }

    /** Whether the token that many places ahead is the first on its line. */
    boolean startsLine(int ahead) {
        int at = Math.min(place + ahead, tokens.size() - 1);
        return at == 0
                || source.substring(tokens.get(at - 1).end, tokens.get(at).start)
                        .contains("\n");
    }

    /** Steps over the token if it is this symbol or word. */
    boolean take(String wanted) {
        boolean there = peek().is(wanted);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String wanted) {
        if (!take(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    Token expect(Kind kind, String wanted) {
        if (peek().kind != kind) {
            throw unexpected(wanted);
        }
        return next();
    }

    /** Where the last token taken ended. */
    int taken() {
        return place == 0 ? 0 : tokens.get(place - 1).end;
    }

    /** The source between two positions on one line, without comments. */
    String slice(int start, int end) {
        return GAP.matcher(source.substring(start, end)).replaceAll(" ").strip();
    }

    InputException unexpected(String wanted) {
        Token token = peek();
        return error(
                token.start,
                "expected " + wanted + ", but found " + (token.kind == Kind.END ? token.text : Quote.of(token.text)));
    }

    InputException error(Token token, String message) {
        return error(token.start, message);
    }

    private InputException error(int position, String message) {
        String before = source.substring(0, position);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = position - before.lastIndexOf('\n');
        String where = source.strip().contains("\n") ? "line " + line + ", column " : "column ";
        return new InputException(where + column + " of " + what + ": " + message);
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
