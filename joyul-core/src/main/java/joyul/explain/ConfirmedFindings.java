package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the candidates on fresh seeds say of each other, of the default recipe and of the search. */
final class ConfirmedFindings {
    /** A difference of fewer standard errors is not told from chance. */
    static final double RESOLVED = 2;

    private ConfirmedFindings() {}

    /**
     * The findings.
     *
     * @param confirmed the winner first
     * @param searched whether the search has a best trial that could have been confirmed
     */
    static List<Finding> of(List<Confirmed> confirmed, boolean searched) {
        if (confirmed.isEmpty()) {
            return searched ? List.of(new Finding(Finding.Kind.NOT_CONFIRMED, Map.of())) : List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Confirmed winner = confirmed.get(0);
        againstDefault(confirmed, winner).ifPresent(findings::add);
        confirmed.stream()
                .skip(1)
                .filter(each -> each.trial() != 0)
                .min(Comparator.comparingDouble(Confirmed::behind))
                .ifPresent(next -> findings.add(new Finding(
                        next.behind() >= RESOLVED * next.behindError()
                                ? Finding.Kind.RUNNER_UP_BEHIND
                                : Finding.Kind.RUNNER_UP_CLOSE,
                        Map.of(
                                "trial",
                                next.trial(),
                                "winner",
                                winner.trial(),
                                "behind",
                                next.behind(),
                                "error",
                                next.behindError()))));
        findings.add(new Finding(
                Finding.Kind.WINNERS_CURSE,
                Map.of(
                        "searched",
                        winner.searched(),
                        "fresh",
                        winner.loss(),
                        "seeds",
                        winner.seeds(),
                        "change",
                        new Phrase(winner.loss() > winner.searched() ? "curse.worse" : "curse.not_worse"))));
        return findings;
    }

    private static Optional<Finding> againstDefault(List<Confirmed> confirmed, Confirmed winner) {
        if (winner.trial() == 0) {
            return Optional.of(new Finding(Finding.Kind.DEFAULT_WINS, Map.of("count", confirmed.size())));
        }
        return confirmed.stream()
                .filter(each -> each.trial() == 0)
                .findFirst()
                .map(standard -> new Finding(
                        standard.behind() >= RESOLVED * standard.behindError()
                                ? Finding.Kind.DEFAULT_BEATEN
                                : Finding.Kind.DEFAULT_NOT_BEATEN,
                        Map.of(
                                "behind",
                                standard.behind(),
                                "error",
                                standard.behindError(),
                                "winner",
                                winner.loss(),
                                "default",
                                standard.loss())));
    }
}
