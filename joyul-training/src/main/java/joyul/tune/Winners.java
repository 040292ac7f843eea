package joyul.tune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.explain.Confirmed;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import joyul.study.Study;
import joyul.study.Trial;

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

    Winner confirmed(Candidate best) {
        Candidate.Fresh run = best.best().orElseThrow();
        return new Winner(
                best.trial(), recipes.at(best.point(), best.epochs(), run.seed()), run.weights(), result(best, best));
    }

    /** Where nothing could be trained again, the search's own best stands, and is said to be unconfirmed. */
    Winner unconfirmed(SearchLoop search) {
        Trial best = SearchLoop.furthest(study.trials())
                .findFirst()
                .orElseThrow(() -> new InputException(
                        watch.userStops()
                                ? "stopped before the first trial had finished; nothing is lost, go on by resume(true)"
                                : NoResult.of(
                                        study.trials(), pace.asha().rungs().get(0), settings.budget())));
        boolean kept =
                search.best().filter(known -> known.trial() == best.number()).isPresent();
        double searched = best.readings().lastEntry().getValue();
        int epochs = best.readings().lastKey();
        Recipe recipe = recipes.at(best.point(), epochs, Seeds.ofTrial(study.seed(), best.number()));
        Object metric = best.attributes().get(SearchLoop.METRIC);
        double reached = metric instanceof Number number ? number.doubleValue() : Double.NaN;
        return new Winner(
                best.number(),
                recipe,
                kept ? search.best().map(SearchLoop.Best::weights) : Optional.empty(),
                new Confirmed(
                        best.number(),
                        List.of(),
                        searched,
                        searched,
                        reached,
                        0,
                        0,
                        epochs,
                        epochs,
                        isDefault(best.number())));
    }

    /** What a candidate's fresh runs came to, beside the winner's. */
    Confirmed result(Candidate candidate, Candidate winner) {
        boolean same = candidate == winner;
        Trial trial = study.trials().get(candidate.trial());
        Map.Entry<Integer, Double> searched = trial.attributes().containsKey(SearchLoop.STRENGTHENED)
                ? null
                : trial.readings().lastEntry();
        return new Confirmed(
                candidate.trial(),
                candidate.seeds(),
                searched == null ? Double.NaN : searched.getValue(),
                candidate.loss(),
                candidate.metric(),
                same ? 0 : candidate.behind(winner),
                same ? 0 : candidate.pairedError(winner),
                searched == null ? 0 : searched.getKey(),
                candidate.epochs(),
                isDefault(candidate.trial()));
    }

    /** The first trial has the default recipe's knobs, unless a range leaves one of them out. */
    private boolean isDefault(int trial) {
        return trial == 0 && recipes.knobs().holdDefault();
    }
}
