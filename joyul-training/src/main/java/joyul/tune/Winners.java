package joyul.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import joyul.check.InputException;
import joyul.explain.Confirmed;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import joyul.study.Study;

/**
 * Who won a tune: the candidate with the lowest mean on fresh seeds, or where nothing could be trained again the search's
 * own best.
 */
record Winners(Tune settings, Study study, Recipes recipes, Pace pace, Stopwatch watch) {
    /**
     * Who won, and the weights to hand over if there are any.
     *
     * @param searched what is known of it where nothing was confirmed
     */
    record Winner(int trial, Recipe recipe, Optional<SafeTensors> weights, Confirmed searched) {}

    /** The candidates that have a result on fresh seeds, the winner first; empty where none came to its end. */
    static List<Candidate> ranked(List<Candidate> candidates) {
        return candidates.stream().anyMatch(Candidate::held)
                ? candidates.stream()
                        .filter(Candidate::confirmed)
                        .sorted(Comparator.comparingDouble(Candidate::loss))
                        .toList()
                : List.of();
    }

    Winner confirmed(Candidate best) {
        Recipe recipe = recipes.at(best.point(), pace.epochs(), best.seeds().get(0));
        return new Winner(best.trial(), recipe, best.weights(), result(best, best));
    }

    /** Where nothing could be trained again, the search's own best stands, and is said to be unconfirmed. */
    Winner unconfirmed(SearchLoop search) {
        Candidate best = Confirmation.candidates(study).stream()
                .findFirst()
                .orElseThrow(() -> new InputException(
                        watch.userStops()
                                ? "stopped before the first trial had finished; nothing is lost, go on by resume(true)"
                                : NoResult.of(
                                        study.trials(), pace.asha().rungs().get(0), settings.budget())));
        boolean kept =
                search.best().filter(known -> known.trial() == best.trial()).isPresent();
        int epochs = study.trials().get(best.trial()).readings().lastKey();
        Recipe recipe = recipes.at(best.point(), epochs, Seeds.ofTrial(study.seed(), best.trial()));
        Object metric = study.trials().get(best.trial()).attributes().get(SearchLoop.METRIC);
        double reached = metric instanceof Number number ? number.doubleValue() : Double.NaN;
        return new Winner(
                best.trial(),
                recipe,
                kept ? search.best().map(SearchLoop.Best::weights) : Optional.empty(),
                new Confirmed(
                        best.trial(),
                        List.of(),
                        best.searched(),
                        best.searched(),
                        reached,
                        0,
                        0,
                        epochs,
                        epochs,
                        isDefault(best)));
    }

    /** What a candidate's fresh runs came to, beside the winner's. */
    Confirmed result(Candidate candidate, Candidate winner) {
        boolean same = candidate.trial() == winner.trial();
        return new Confirmed(
                candidate.trial(),
                candidate.seeds(),
                candidate.searched(),
                candidate.loss(),
                candidate.metric(),
                candidate.loss() - winner.loss(),
                same ? 0 : candidate.pairedError(winner),
                candidate.searchedEpochs(),
                pace.epochs(),
                isDefault(candidate));
    }

    /** The first trial has the default recipe's knobs, unless a range leaves one of them out. */
    private boolean isDefault(Candidate candidate) {
        return candidate.trial() == 0 && recipes.knobs().holdDefault();
    }
}
