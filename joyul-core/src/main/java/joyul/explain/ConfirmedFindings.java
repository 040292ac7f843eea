package joyul.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the candidates on fresh seeds say of each other, of the default recipe and of the search. */
final class ConfirmedFindings {
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
        // The default, where it comes second, has been told of.
        confirmed.stream()
                .skip(1)
                .limit(1)
                .filter(next -> !next.standard() && !next.diverged())
                .forEach(next -> findings.add(runnerUp(next, winner)));
        searchBest(confirmed, winner).ifPresent(findings::add);
        confirmed.stream().filter(Confirmed::diverged).forEach(each -> findings.add(lost(each)));
        curse(winner).ifPresent(findings::add);
        return findings;
    }

    private static Finding runnerUp(Confirmed next, Confirmed winner) {
        Finding.Kind kind = !next.isClearlyBehind()
                ? Finding.Kind.RUNNER_UP_CLOSE
                : winner.onOneSeed() ? Finding.Kind.RUNNER_UP_BEHIND_ONCE : Finding.Kind.RUNNER_UP_BEHIND;
        return new Finding(
                kind,
                Map.of("trial", next.trial(), "winner", winner.trial(), "behind", next.behind(), "error", error(next)));
    }

    private static Optional<Finding> againstDefault(List<Confirmed> confirmed, Confirmed winner) {
        if (winner.standard()) {
            return Optional.of(new Finding(Finding.Kind.DEFAULT_WINS, Map.of("count", confirmed.size())));
        }
        return confirmed.stream()
                .filter(each -> each.standard() && !each.diverged())
                .findFirst()
                .map(standard -> againstDefault(standard, winner));
    }

    private static Finding againstDefault(Confirmed standard, Confirmed winner) {
        Finding.Kind kind = !standard.isClearlyBehind()
                ? Finding.Kind.DEFAULT_NOT_BEATEN
                : winner.onOneSeed() ? Finding.Kind.DEFAULT_BEATEN_ONCE : Finding.Kind.DEFAULT_BEATEN;
        return new Finding(
                kind,
                Map.of(
                        "behind",
                        standard.behind(),
                        "error",
                        error(standard),
                        "winner",
                        winner.loss(),
                        "default",
                        standard.loss()));
    }

    /** A standard error, or that one example gives none. */
    private static Object error(Confirmed each) {
        return Double.isNaN(each.behindError()) ? new Phrase("error.unknown") : (Object) each.behindError();
    }

    /** Where the search liked another trial best, and that is worse on fresh seeds, its value was luck. */
    private static Optional<Finding> searchBest(List<Confirmed> confirmed, Confirmed winner) {
        return confirmed.stream()
                .min(Comparator.comparingInt((Confirmed each) -> -each.searchedEpochs())
                        .thenComparingDouble(Confirmed::searched))
                .filter(best -> best.comparesWithTheSearch()
                        && best.trial() != winner.trial()
                        && best.isClearlyBehind()
                        && !best.diverged())
                .map(best -> {
                    Map<String, Object> evidence = new LinkedHashMap<>();
                    evidence.put("trial", best.trial());
                    evidence.put("searched", best.searched());
                    evidence.put("seeds", best.seeds().size());
                    evidence.put("fresh", best.loss());
                    evidence.put("behind", best.behind());
                    evidence.put("error", error(best));
                    evidence.put("winner", winner.trial());
                    return new Finding(Finding.Kind.SEARCH_BEST_FELL, evidence);
                });
    }

    private static Finding lost(Confirmed each) {
        return new Finding(Finding.Kind.CANDIDATE_DIVERGED, Map.of("trial", each.trial(), "searched", each.searched()));
    }

    /** What became of the winner's value in the search, if it was in it: a settled matter only where like is compared with like. */
    private static Optional<Finding> curse(Confirmed winner) {
        if (winner.searchedEpochs() == 0) {
            return Optional.empty();
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("searched", winner.searched());
        evidence.put("fresh", winner.loss());
        evidence.put("seeds", winner.seeds().size());
        if (!winner.comparesWithTheSearch()) {
            evidence.put("searched_epochs", winner.searchedEpochs());
            evidence.put("epochs", winner.epochs());
            return Optional.of(new Finding(Finding.Kind.CONFIRMED_LONGER, evidence));
        }
        evidence.put("change", new Phrase(winner.loss() > winner.searched() ? "curse.worse" : "curse.not_worse"));
        return Optional.of(new Finding(
                winner.onOneSeed() ? Finding.Kind.WINNERS_CURSE_ONCE : Finding.Kind.WINNERS_CURSE, evidence));
    }
}
