package joyul.tune;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.space.Point;
import joyul.study.LiveTrial;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Decides on fresh seeds, the same for all: which point, how long a run, and how much regularisation. The default recipe
 * comes first, so that from then on there is something good to hand over. After the search its best points follow;
 * {@link Lengthening} says what is tried beside whoever leads; and the time that is left goes to more seeds where the lead
 * is open.
 *
 * <p>The best value of a search is the luckiest too (of 20 equal trials the winner looks 1.9 standard deviations better
 * than it is), so the search's own values only choose who comes into the race.
 */
final class Race {
    /** Points of the search that are trained again. */
    private static final int SEARCHED = 2;

    /** Training them again at the default's length may take this share of the time that is left. */
    private static final double AGAIN_SHARE = 0.1;

    /** A point without the time for that must have been so much better in the search to be preferred to the default. */
    private static final double CLEARLY_BETTER = 0.97;

    private static final int MOST_SEEDS = 5;

    /** Where the budget counts trials, there is no time to fill. */
    private static final int SEEDS = 2;

    private static final int FINALISTS = 4;
    private static final double ERRORS = 2;

    /** While others run whose end may bring something better to do, a repetition must be a small part of the time. */
    private static final double SMALL = 0.1;

    private final Study study;
    private final Recipes recipes;
    private final Runs runs;
    private final Pace pace;
    private final FreshRuns kept;
    private final Lengthening lengthening;
    private final RaceClock clock;
    private final Listener listener;

    private final List<Candidate> candidates = new ArrayList<>();
    private final Deque<Job> agenda = new ArrayDeque<>();
    private final Set<Job> taken = new HashSet<>();
    private boolean opened;
    private boolean searchedAgain;
    private @Nullable Candidate preferred;
    private @Nullable Candidate extended;
    private int running;

    /** One fresh run: a candidate in a round, whose seed all candidates share. */
    record Job(Candidate candidate, int round) {}

    Race(
            Study study,
            Recipes recipes,
            Runs runs,
            Pace pace,
            FreshRuns kept,
            Lengthening lengthening,
            RaceClock clock,
            Listener listener) {
        this.study = study;
        this.recipes = recipes;
        this.runs = runs;
        this.pace = pace;
        this.kept = kept;
        this.lengthening = lengthening;
        this.clock = clock;
        this.listener = listener;
        takeUp();
    }

    /** The fresh runs of a tune that goes on. */
    private void takeUp() {
        List<Trial> trials = study.trials();
        for (FreshRuns.Kept file : kept.all()) {
            if (file.trial() < trials.size() && file.round() < MOST_SEEDS) {
                Trial trial = trials.get(file.trial());
                Recipe recipe =
                        recipes.at(trial.point(), file.epochs(), Seeds.ofConfirmation(study.seed(), file.round()));
                FreshRuns.read(file, recipe)
                        .ifPresent(run -> candidate(trial.number(), trial.point(), file.epochs())
                                .add(file.round(), run));
            }
        }
    }

    /** All that take part, those without a run too. */
    synchronized List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    private synchronized Candidate candidate(int trial, Point point, int epochs) {
        Optional<Candidate> known =
                candidates.stream().filter(each -> each.is(trial, epochs)).findFirst();
        Candidate candidate = known.orElseGet(() -> new Candidate(trial, point, epochs));
        if (known.isEmpty()) {
            candidates.add(candidate);
        }
        return candidate;
    }

    /** Whether there is something to hand over. */
    synchronized boolean hasResult() {
        return candidates.stream().anyMatch(Candidate::held);
    }

    /** The default recipe's run, before anything else; nothing once it has had it. */
    synchronized Optional<Job> opening() {
        if (opened) {
            return Optional.empty();
        }
        opened = true;
        Candidate standard = candidate(0, study.trials().get(0).point(), pace.standard());
        return standard.confirmed() ? Optional.empty() : begun(new Job(standard, 0));
    }

    /** The next fresh run; nothing where none fits into the time that is left, or others must end first. */
    synchronized Optional<Job> next() {
        if (agenda.isEmpty()) {
            explore();
        }
        while (!agenda.isEmpty()) {
            Job next = agenda.remove();
            if (clock.fits(next.candidate())) {
                return begun(next);
            }
        }
        return repeated().flatMap(this::begun);
    }

    private Optional<Job> begun(Job job) {
        running++;
        taken.add(job);
        return Optional.of(job);
    }

    /** Puts on the agenda what is worth a first run; nothing where nothing is, or the runs under way must end first. */
    private void explore() {
        if (!searchedAgain && running == 0) {
            searchedAgain = true;
            searchedAgain();
            return;
        }
        // The first long runs are the dearest guess: they are of the default unless another is told from it.
        List<Candidate> settled = extended == null ? settled(candidates()) : ranked(candidates());
        Candidate leader = preferred != null ? preferred : settled.isEmpty() ? null : settled.get(0);
        if (!searchedAgain || leader == null || leader == extended) {
            return;
        }
        preferred = null;
        extended = leader;
        int begun = (int) study.trials().stream()
                .filter(trial -> trial.attributes().containsKey(SearchLoop.STRENGTHENED))
                .count();
        for (Lengthening.Step step : lengthening.from(leader, candidates(), begun, clock)) {
            int trial = step.changed().map(point -> strengthened(point, leader)).orElse(leader.trial());
            agenda.add(new Job(candidate(trial, step.point(), step.epochs()), 0));
        }
    }

    /** The best points of the search at the default's length, where there is the time for it. */
    private void searchedAgain() {
        List<Trial> best = best(study.trials());
        List<Candidate> again = best.stream()
                .map(trial -> new Candidate(trial.number(), trial.point(), pace.standard()))
                .toList();
        double seconds = again.stream().mapToDouble(clock::seconds).sum();
        if (seconds <= AGAIN_SHARE * clock.room()) {
            again.stream()
                    .map(each -> candidate(each.trial(), each.point(), each.epochs()))
                    .filter(each -> !each.has(0))
                    .forEach(each -> agenda.add(new Job(each, 0)));
        } else if (isClearlyBetter(best.get(0))) {
            preferred = again.get(0);
        }
        if (agenda.isEmpty()) {
            explore();
        }
    }

    /** The points that came furthest in the search, by validation loss, but for the default's. */
    private static List<Trial> best(List<Trial> trials) {
        return SearchLoop.furthest(trials)
                .filter(trial -> trial.number() > 0 && !trial.attributes().containsKey(SearchLoop.STRENGTHENED))
                .limit(SEARCHED)
                .toList();
    }

    private boolean isClearlyBetter(Trial trial) {
        Double standard = study.trials().get(0).readings().get(trial.readings().lastKey());
        return standard == null || trial.readings().lastEntry().getValue() < CLEARLY_BETTER * standard;
    }

    /** A trial of the study for a point that is not in the search, but in the race alone. */
    private int strengthened(Point point, Candidate leader) {
        LiveTrial begun = study.begin(point);
        clock.like(begun.number(), leader.trial());
        begun.note(SearchLoop.STRENGTHENED, true);
        return begun.number();
    }

    /** One seed more for the finalist that has the fewest, the better first. */
    private Optional<Job> repeated() {
        List<Candidate> ranked = ranked(candidates());
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        Candidate leader = ranked.get(0);
        List<Candidate> finalists = new ArrayList<>(ranked.stream()
                .filter(each -> each == leader || each.behind(leader) <= ERRORS * each.pairedError(leader))
                .limit(FINALISTS)
                .toList());
        ranked.stream()
                .filter(each -> each.trial() == 0 && !finalists.contains(each))
                .findFirst()
                .ifPresent(finalists::add);
        return finalists.stream()
                .filter(Candidate::held)
                .map(each -> new Job(each, nextRound(each)))
                .filter(job -> job.round() < (clock.isEndless() ? SEEDS : MOST_SEEDS))
                .filter(job -> clock.fits(job.candidate())
                        && (running == 0 || clock.isEndless() || clock.share(job.candidate()) <= SMALL))
                .min(Comparator.comparingInt(Job::round));
    }

    private int nextRound(Candidate candidate) {
        int round = 0;
        while (candidate.has(round) || taken.contains(new Job(candidate, round))) {
            round++;
        }
        return round;
    }

    void run(Job job) {
        Candidate candidate = job.candidate();
        long seed = Seeds.ofConfirmation(study.seed(), job.round());
        Recipe recipe = recipes.at(candidate.point(), candidate.epochs(), seed);
        Runs.Result result = runs.run(candidate.trial(), job.round() + 1, recipe, clock.untilTheEnd());
        if (result.end().kind() != Ending.STOPPED) {
            Optional<Scores> scores = result.weights().map(weights -> result.scores());
            Candidate.Fresh run =
                    new Candidate.Fresh(seed, scores, result.weights(), result.seconds(), clock.seconds());
            kept.keep(candidate, job.round(), recipe, run);
            candidate.add(job.round(), run);
            clock.took(candidate);
            endTrial(candidate, result);
            listener.on(new FreshTold(candidate.trial(), candidate.epochs(), job.round() + 1, scores));
        }
        synchronized (this) {
            running--;
        }
    }

    /** A trial that was begun for the race alone ends with its first run. */
    private void endTrial(Candidate candidate, Runs.Result result) {
        Trial trial = study.trials().get(candidate.trial());
        if (trial.state() != TrialState.RUNNING || !trial.attributes().containsKey(SearchLoop.STRENGTHENED)) {
            return;
        }
        if (result.weights().isPresent()) {
            SearchLoop.note(study, trial, result);
            double loss = result.scores().loss();
            study.storage().setReading(trial.id(), candidate.epochs(), loss);
            study.tell(trial.number(), loss);
        } else {
            SearchLoop.tellLost(study, trial, result.end());
        }
    }

    /** The candidates that have a run, the leader first; each is compared on the seeds that it shares with the leader. */
    static List<Candidate> ranked(List<Candidate> candidates) {
        return after(leader(candidates), candidates);
    }

    /**
     * The same for the end: among those that cannot be told from the leader by one standard error the default recipe
     * wins, the best known of its lengths.
     */
    static List<Candidate> settled(List<Candidate> candidates) {
        List<Candidate> ranked = ranked(candidates);
        return after(
                ranked.stream()
                        .filter(each -> each.held() && each.trial() == 0)
                        .filter(each -> !(each.behind(ranked.get(0)) > each.pairedError(ranked.get(0))))
                        .findFirst()
                        .orElse(ranked.isEmpty() ? null : ranked.get(0)),
                ranked);
    }

    private static List<Candidate> after(@Nullable Candidate leader, List<Candidate> candidates) {
        return leader == null
                ? List.of()
                : candidates.stream()
                        .filter(Candidate::confirmed)
                        .sorted(Comparator.comparingDouble(
                                each -> each == leader ? Double.NEGATIVE_INFINITY : each.behind(leader)))
                        .toList();
    }

    /** Who is ahead of each other on the seeds that both have; null where no run came to its end. */
    private static @Nullable Candidate leader(List<Candidate> candidates) {
        Candidate leader = null;
        for (Candidate each : candidates) {
            if (each.held() && (leader == null || each.behind(leader) < 0)) {
                leader = each;
            }
        }
        return leader;
    }
}
