package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.expression.ExpressionParser;
import joyul.expression.Numbers;
import joyul.expression.Tokens;
import joyul.expression.Tokens.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The making of an optimizer in pasted code, as far as it concerns a schedule.
 *
 * @param rate its {@code lr}, or PyTorch's default where it has none; null if it is no number that the paste tells
 * @param momentum its {@code momentum}, or the first of its {@code betas}; null if it names none
 * @param notes what else one should know: several parameter groups, a rate that is not in the paste
 */
record PastedOptimizer(@Nullable Double rate, @Nullable Double momentum, List<String> notes) {
    /** PyTorch 2.13's default rates. */
    private static final Map<String, Double> USUAL = Map.ofEntries(
            Map.entry("SGD", 1e-3),
            Map.entry("Adam", 1e-3),
            Map.entry("AdamW", 1e-3),
            Map.entry("NAdam", 2e-3),
            Map.entry("RAdam", 1e-3),
            Map.entry("Adamax", 2e-3),
            Map.entry("RMSprop", 1e-2),
            Map.entry("Adagrad", 1e-2),
            Map.entry("Adadelta", 1.0),
            Map.entry("Rprop", 1e-2),
            Map.entry("ASGD", 1e-2),
            Map.entry("LBFGS", 1.0));

    /** Reads the call that begins here, of a class of PyTorch's or of anything that takes an {@code lr}; empty if it is none. */
    static Optional<PastedOptimizer> of(Tokens tokens, Map<String, Double> known) {
        int name = 0;
        while (tokens.peek(name + 1).is(".") && tokens.peek(name + 2).kind() == Kind.NAME) {
            name += 2;
        }
        if (tokens.peek(name).kind() != Kind.NAME || !tokens.peek(name + 1).is("(")) {
            return Optional.empty();
        }
        Double usual = USUAL.get(tokens.peek(name).text());
        Reader reader = new Reader(tokens, known);
        reader.read(name + 1, usual != null);
        if (usual == null && reader.rate == null && reader.unread == null) {
            return Optional.empty();
        }
        return Optional.of(reader.made(usual));
    }

    /** Walks over the arguments once. */
    private static final class Reader {
        private final Tokens tokens;
        private final Map<String, Double> known;
        private final List<Double> groupRates = new ArrayList<>();
        private int groups;
        private @Nullable Double rate;
        private @Nullable Double momentum;
        private @Nullable String unread;

        Reader(Tokens tokens, Map<String, Double> known) {
            this.tokens = tokens;
            this.known = known;
        }

        /**
         * @param positional whether the second argument is the rate, also without its name
         */
        void read(int begin, boolean positional) {
            int open = 0;
            int commas = 0;
            for (int i = begin; tokens.peek(i).kind() != Kind.END; i++) {
                Tokens.Token token = tokens.peek(i);
                open += token.nesting();
                if (open == 0) {
                    return;
                }
                boolean named = tokens.peek(i + 1).is("=");
                if (open == 1 && token.is(",")) {
                    commas++;
                    boolean second =
                            positional && commas == 1 && !tokens.peek(i + 2).is("=");
                    if (second
                            && tokens.peek(i + 1).kind() != Kind.END
                            && !tokens.peek(i + 1).is(")")) {
                        rate(i + 1);
                    }
                } else if (open == 1 && named && token.is("lr")) {
                    rate(i + 2);
                } else if (open == 1 && named && token.is("momentum")) {
                    momentum = number(i + 2);
                } else if (open == 1 && named && token.is("betas")) {
                    momentum = number(i + 3);
                } else if (open > 1) {
                    group(i, token);
                }
            }
        }

        /** {@code {'params': ..., 'lr': 1e-3}} or {@code dict(params=..., lr=1e-3)}. */
        private void group(int at, Tokens.Token token) {
            boolean text = token.kind() == Kind.TEXT && tokens.peek(at + 1).is(":");
            String key = text ? token.text().substring(1, token.text().length() - 1) : token.text();
            if (!text && !tokens.peek(at + 1).is("=")) {
                return;
            }
            if (key.equals("params")) {
                groups++;
            } else if (key.equals("lr")) {
                Double own = number(at + 2);
                if (own != null) {
                    groupRates.add(own);
                }
            }
        }

        private void rate(int at) {
            rate = number(at);
            if (rate == null) {
                Tokens value = tokens.from(at);
                unread = value.peek().text();
            }
        }

        private @Nullable Double number(int at) {
            try {
                return ExpressionParser.constant(tokens.from(at), known);
            } catch (InputException notKnown) {
                return null;
            }
        }

        PastedOptimizer made(@Nullable Double usual) {
            List<String> notes = new ArrayList<>();
            Double own = rate != null || unread != null ? rate : usual;
            if (unread != null && rate == null) {
                notes.add("the optimizer's lr (" + Quote.name(unread)
                        + " ...) is no number that the pasted lines tell; give the optimizer's rate");
            }
            if (groups > 1) {
                notes.add("the optimizer has " + groups + " parameter groups"
                        + (groupRates.isEmpty()
                                ? ""
                                : ", some with rates of their own ("
                                        + groupRates.stream()
                                                .map(Numbers::plain)
                                                .collect(Collectors.joining(", "))
                                        + ")")
                        + "; a schedule is shown for one: "
                        + (own == null
                                ? "give the optimizer's rate"
                                : "that of " + Numbers.plain(own) + "; for another give the optimizer's rate"));
            }
            return new PastedOptimizer(own, momentum, notes);
        }
    }
}
