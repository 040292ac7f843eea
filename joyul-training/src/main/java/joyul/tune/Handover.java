package joyul.tune;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.explain.Confirmed;
import joyul.file.Folders;
import joyul.file.SafeTensors;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.report.Report;
import joyul.report.RunResult;
import joyul.study.Trial;
import joyul.train.Predictor;
import joyul.train.Told;
import joyul.train.TrainingFolder;
import joyul.train.Weights;
import joyul.tune.Winners.Winner;

/** What a tune leaves in its folder and its study when it ends: recipe, weights, scores, table, summary and report. */
record Handover(Winners winners) {
    /** The microseconds of a training step by precision, as measured. */
    static final String STEP_MICROS = "joyul:step_micros";

    /**
     * Writes everything and says what was found.
     *
     * @param ceilings of the batch size, as JSON values; empty where none were measured
     */
    Tuned of(SearchLoop search, List<Candidate> candidates, int jobs, Map<String, Object> ceilings) {
        boolean interrupted = winners.watch().userStops();
        List<Candidate> confirmed = Race.settled(candidates);
        Winner winner = confirmed.isEmpty() ? winners.unconfirmed(search) : winners.confirmed(confirmed.get(0));
        if (winner.recipe().ownParts().isEmpty()) {
            winner.recipe().write(file(TrainingFolder.RECIPE));
        } else {
            // What lies there is of another tune, and no recipe of these weights.
            Folders.delete(file(TrainingFolder.RECIPE));
        }
        winner.weights().ifPresent(weights -> weights.write(file(TrainingFolder.WEIGHTS)));
        Optional<Scores> test = interrupted
                ? Optional.empty()
                : winner.weights().map(weights -> scores(winner, weights, data().test()));
        winner.weights()
                .ifPresentOrElse(
                        weights -> keepScores(winner, weights, test),
                        // Those of an earlier winner would be taken for this one's.
                        () -> Folders.delete(file(RunResult.FILE)));
        List<Confirmed> results = confirmed.stream()
                .map(candidate -> winners.result(candidate, confirmed.get(0)))
                .toList();
        TrialsCsv.write(winners.study(), results, file("trials.csv"));
        int finished =
                (int) winners.study().trials().stream().filter(Trial::taught).count();
        Tuned tuned = new Tuned(
                winner.recipe(),
                winner.trial(),
                results,
                results.isEmpty() ? winner.searched() : results.get(0),
                test,
                finished,
                winners.watch().seconds(),
                interrupted,
                winners.settings().folder(),
                data());
        winners.study()
                .note(
                        Summary.ATTRIBUTE,
                        Summary.of(
                                tuned,
                                data(),
                                jobs,
                                winners.settings().budget(),
                                winners.pace().asha().rungs(),
                                winners.study().attributes().get(STEP_MICROS),
                                ceilings,
                                progress(candidates)));
        Report.of(winners.study(), winners.settings().language()).write(file(Tuned.REPORT));
        return tuned;
    }

    /** The fresh runs in the order in which they ended: when, of which trial, how long, and what they came to. */
    private static List<List<Object>> progress(List<Candidate> candidates) {
        return candidates.stream()
                .flatMap(each -> each.runs().values().stream()
                        .filter(run -> run.scores().isPresent())
                        .map(run -> List.<Object>of(
                                run.ended(),
                                each.trial(),
                                each.epochs(),
                                run.scores().orElseThrow().loss())))
                .sorted(Comparator.comparingDouble(run -> (double) run.get(0)))
                .toList();
    }

    /** Leaves what the handed-over weights score, example by example, so that they can be compared with other runs. */
    private void keepScores(Winner winner, SafeTensors weights, Optional<Scores> test) {
        Told.handedOver(winner.recipe(), data(), scores(winner, weights, data().validation()), test)
                .write(file(RunResult.FILE));
    }

    private Scores scores(Winner winner, SafeTensors weights, Examples examples) {
        try (Model model = Weights.model(weights, winner.recipe(), Recipe.shape(data()));
                NativeExamples read = new NativeExamples(
                        examples,
                        winners.recipes().base().input(),
                        winners.recipes().base().target())) {
            return Evaluation.of(model, winners.recipes().base().loss(), read, Predictor.inference(winner.recipe()));
        }
    }

    private Path file(String name) {
        return winners.settings().folder().resolve(name);
    }

    private Data data() {
        return winners.settings().data();
    }
}
