package joyul.tune;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.study.WorkerPool;

/**
 * Trains the best few again on fresh seeds. The best value of a search is the luckiest too (of 20 equal trials the winner
 * looks 1.9 standard deviations better than it is), so the search's own values only choose who is trained again, and the
 * fresh ones decide.
 */
final class Confirmation {
    private static final int CANDIDATES = 3;
    private static final int MOST_SEEDS = 5;

    private final Recipes recipes;
    private final Runs runs;
    private final Stopwatch watch;
    private final Deque<Job> queue = new ArrayDeque<>();

    private record Job(Candidate candidate, int epochs, int round, long seed) {}

    Confirmation(Recipes recipes, Runs runs, Stopwatch watch) {
        this.recipes = recipes;
        this.runs = runs;
        this.watch = watch;
    }

    /** The trials to confirm, best first: those that came furthest, by validation loss; then the first trial, the default. */
    static List<Candidate> candidates(Study study) {
        List<Trial> scored = study.trials().stream()
                .filter(trial ->
                        trial.state() != TrialState.FAIL && !trial.readings().isEmpty())
                .filter(trial -> Double.isFinite(trial.readings().lastEntry().getValue()))
                .sorted(Comparator.comparing((Trial trial) -> -trial.readings().lastKey())
                        .thenComparing(trial -> trial.readings().lastEntry().getValue()))
                .toList();
        return Stream.concat(scored.stream().limit(CANDIDATES), scored.stream().filter(trial -> trial.number() == 0))
                .distinct()
                .map(trial -> new Candidate(
                        trial.number(),
                        trial.point(),
                        trial.readings().lastEntry().getValue(),
                        trial.readings().lastKey()))
                .toList();
    }

    /**
     * Runs all candidates on the first fresh seed, then on the second, and so on, while the time allows. A round that the
     * time cut counts for none of them, unless it is the first.
     *
     * @param runSeconds what a full run is expected to take
     * @param endSeconds when to stop, counted from the start of the tune
     */
    void run(List<Candidate> candidates, Study study, int epochs, int jobs, double runSeconds, double endSeconds) {
        double left = Math.min(endSeconds - watch.seconds(), 1e9);
        int rounds = (int) Math.floor(left / runSeconds) * jobs / candidates.size();
        int seeds = Double.isInfinite(endSeconds) ? 2 : Math.max(1, Math.min(MOST_SEEDS, rounds));
        for (int round = 0; round < seeds; round++) {
            for (Candidate candidate : candidates) {
                queue.add(new Job(candidate, epochs, round, Seeds.ofConfirmation(study.seed(), round)));
            }
        }
        new WorkerPool<>(new Rounds(endSeconds)).run(jobs, "joyul-confirm");
        keepWholeRounds(candidates);
    }

    /** Candidates that have a run at all are compared on the seeds that all of them have. */
    static void keepWholeRounds(List<Candidate> candidates) {
        List<Candidate> confirmed =
                candidates.stream().filter(Candidate::confirmed).toList();
        if (!confirmed.isEmpty()) {
            Set<Integer> common = new TreeSet<>(confirmed.get(0).rounds());
            confirmed.forEach(each -> common.retainAll(each.rounds()));
            confirmed.forEach(each -> each.keep(common));
        }
    }

    /** The fresh runs in their order, until the time is over. */
    private final class Rounds implements WorkerPool.Source<Job> {
        private final double endSeconds;

        Rounds(double endSeconds) {
            this.endSeconds = endSeconds;
        }

        @Override
        public boolean isOver() {
            return watch.stopsAt(endSeconds);
        }

        @Override
        public Optional<Job> next() {
            return Optional.ofNullable(queue.poll());
        }

        @Override
        public void run(Job job) {
            Recipe recipe = recipes.at(job.candidate().point(), job.epochs(), job.seed());
            Runs.Result result =
                    runs.run(job.candidate().trial(), job.round() + 1, recipe, watch.orWhile(this::isOver));
            if (result.end().kind() != Ending.STOPPED) {
                Optional<Scores> scores = result.weights().map(weights -> result.scores());
                job.candidate().add(job.round(), new Candidate.Fresh(job.seed(), scores, result.weights()));
            }
        }
    }
}
