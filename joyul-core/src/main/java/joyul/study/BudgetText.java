package joyul.study;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/** Budgets as text: {@code 1h30m}, {@code 50 trials}, {@code 3m or 50 trials}. */
final class BudgetText {
    private static final Pattern TRIALS = Pattern.compile("(-?\\d+)\\s*trials?");
    private static final String AMOUNT = "(\\d+(?:\\.\\d+)?)";
    private static final Pattern TIME = Pattern.compile(
            "(-?)(?:" + AMOUNT + "d)?\\s*(?:" + AMOUNT + "h)?\\s*(?:" + AMOUNT + "m(?:in)?)?\\s*(?:" + AMOUNT + "s)?");
    private static final double[] SECONDS = {86_400, 3600, 60, 1};

    /** Longer than any budget; the patterns' time grows with the cube of the spaces. */
    private static final int LONGEST = 100;

    private BudgetText() {}

    static Budget parse(String text) {
        if (text.length() > LONGEST) {
            throw wrong(text, "be like 3m, 150s, 1h30m, 50 trials or '3m or 50 trials'");
        }
        String[] parts = text.trim().toLowerCase(Locale.ROOT).split("\\s+or\\s+", -1);
        Budget budget = part(parts[0], text);
        for (int i = 1; i < parts.length; i++) {
            budget = budget.and(part(parts[i], text));
        }
        return budget;
    }

    private static Budget part(String part, String whole) {
        Matcher trials = TRIALS.matcher(part);
        if (trials.matches()) {
            return Budget.trials(count(trials.group(1), whole));
        }
        Matcher time = TIME.matcher(part);
        if (part.isEmpty() || !time.matches() || part.equals("-")) {
            throw wrong(whole, "be like 3m, 150s, 1h30m, 50 trials or '3m or 50 trials'");
        }
        double seconds = 0;
        for (int unit = 0; unit < SECONDS.length; unit++) {
            seconds += SECONDS[unit] * amount(time.group(unit + 2));
        }
        if (!time.group(1).isEmpty() || seconds <= 0) {
            throw wrong(whole, "be more than nothing");
        }
        // Beyond this a long would overflow; the budget's own limit is far lower.
        return Budget.of(Duration.ofMillis(Math.round(Math.min(seconds, 1e12) * 1000)));
    }

    private static double amount(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    private static int count(String digits, String whole) {
        try {
            int count = Integer.parseInt(digits);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException tooLong) {
            throw wrong(whole, "have a number of trials that a person can wait for", tooLong);
        }
        throw wrong(whole, "be more than nothing");
    }

    private static InputException wrong(String whole, String rule) {
        return new InputException("budget must " + rule + ", but was " + Quote.of(whole));
    }

    private static InputException wrong(String whole, String rule, Throwable cause) {
        return new InputException("budget must " + rule + ", but was " + Quote.of(whole), cause);
    }

    static String of(Budget budget) {
        OptionalInt trials = budget.trials();
        Optional<Duration> time = budget.time();
        String count = trials.isPresent() ? trials.getAsInt() + (trials.getAsInt() == 1 ? " trial" : " trials") : "";
        String both = time.isPresent() && trials.isPresent() ? " or " : "";
        return time.map(BudgetText::duration).orElse("") + both + count;
    }

    /** {@code 1h30m}, {@code 2m30s}, {@code 0.5s}. */
    static String duration(Duration time) {
        StringBuilder text = new StringBuilder();
        if (time.toHours() != 0) {
            text.append(time.toHours()).append('h');
        }
        if (time.toMinutesPart() != 0) {
            text.append(time.toMinutesPart()).append('m');
        }
        int millis = time.toMillisPart();
        if (time.toSecondsPart() != 0 || millis != 0 || text.isEmpty()) {
            text.append(time.toSecondsPart());
            if (millis != 0) {
                text.append(String.format(Locale.ROOT, ".%03d", millis).replaceAll("0+$", ""));
            }
            text.append('s');
        }
        return text.toString();
    }
}
