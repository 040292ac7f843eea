package joyul.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one probably meant, by edit distance (Damerau, adjacent transpositions). */
public final class Nearest {
    /** No name is longer; the distance of longer texts is not asked for, for its time grows with their product. */
    private static final int LONGEST = 200;

    private Nearest() {}

    /** The nearest known name, if it is near enough to be a typing error (a third of its letters). */
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> candidate.length() <= LONGEST)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(best -> 3 * distance(name, best) <= Math.max(3, Math.max(name.length(), best.length())));
    }

    /** {@code "did you mean 'x'? "}, or nothing. */
    public static String hint(String name, Collection<String> known) {
        return of(name, known).map(best -> "did you mean '" + best + "'? ").orElse("");
    }

    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
