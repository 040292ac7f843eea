package joyul.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import joyul.model.Scores;
import joyul.study.Budget;
import joyul.study.Trial;
import joyul.tune.TrialEpoch;
import joyul.tune.TuneObserver;

/**
 * Tells how a tune gets on: each phase in a lasting line; on a terminal one live line beside, elsewhere a line for each
 * trial.
 */
final class TuneProgress implements TuneObserver {
    private final Console console;
    private final Interruption interruption;
    private final Budget budget;
    private final boolean classifies;
    private final long begun = System.nanoTime();
    private final Map<Integer, Scores> latest = new HashMap<>();
    private final Set<Integer> tried = new HashSet<>();
    private String current = "";
    private String best = "";
    private double bestLoss = Double.POSITIVE_INFINITY;

    TuneProgress(Console console, Interruption interruption, Budget budget, boolean classifies) {
        this.console = console;
        this.interruption = interruption;
        this.budget = budget;
        this.classifies = classifies;
    }

    @Override
    public synchronized void onPhase(Phase phase, String detail, double secondsLeft) {
        current = phase.name().toLowerCase(Locale.ROOT);
        console.log(current + ": " + OptionWords.in(detail));
        show();
    }

    @Override
    public synchronized void onEpoch(TrialEpoch epoch) {
        if (!epoch.confirms()) {
            latest.put(epoch.trial(), epoch.event().validation());
        }
        current = String.format(
                Locale.ROOT,
                "trial %d%s  epoch %d/%d  loss %.4f",
                epoch.trial(),
                epoch.confirms() ? " on fresh seed " + epoch.freshSeed() : "",
                epoch.event().epoch(),
                epoch.event().epochs(),
                epoch.event().validation().loss());
        show();
    }

    @Override
    public synchronized void onTrial(Trial trial, String detail) {
        tried.add(trial.number());
        Scores scores = latest.get(trial.number());
        String result = "";
        if (scores != null && !trial.readings().isEmpty()) {
            double loss = trial.readings().lastEntry().getValue();
            result = "validation loss " + Figures.loss(loss) + "  " + Figures.metric(classifies, scores.metric());
            if (loss < bestLoss) {
                bestLoss = loss;
                best = "  best " + Figures.loss(loss);
            }
        }
        if (console.isTerminal()) {
            show();
        } else {
            String outcome = trial.state().finished() || result.isEmpty() ? ended(trial) : detail;
            console.log("trial " + trial.number() + "  " + (result.isEmpty() ? "" : result + "  ") + outcome
                    + (trial.state().finished() && result.isEmpty() ? ": " + detail : ""));
        }
    }

    private static String ended(Trial trial) {
        return String.valueOf(trial.outcome() == null ? "" : trial.outcome().text());
    }

    private void show() {
        console.live(this::line);
    }

    private String line() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double share = budget.time()
                .map(time -> seconds / (time.toMillis() / 1e3))
                .orElse(tried.size() / (double) budget.trials().orElse(1));
        String left = budget.time()
                .map(time -> "  " + Figures.clock(time.toMillis() / 1e3 - seconds) + " left")
                .orElse("");
        String most = budget.trials().isPresent() ? "/" + budget.trials().getAsInt() : "";
        return Figures.bar(share) + left + "  " + tried.size() + most + " done" + best + "  " + current;
    }

    /** Asked at every step of every run, so this is also where the clock of the live line goes on. */
    @Override
    public boolean stops() {
        if (console.isTerminal()) {
            tick();
        }
        return interruption.requested();
    }

    private synchronized void tick() {
        show();
    }
}
