package joyul.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import joyul.explain.Language;
import joyul.model.Scores;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.study.Budget;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.tune.FreshTold;
import joyul.tune.Phase;
import joyul.tune.PhaseBegun;
import joyul.tune.TrialEpoch;
import joyul.tune.TrialTold;

/**
 * Tells how a tune gets on: each phase in a lasting line; on a terminal one live line beside, elsewhere a line for each
 * trial.
 */
final class TuneProgress implements Listener {
    private final Console console;
    private final Budget budget;
    private final boolean classifies;
    private final long begun = System.nanoTime();
    private final Map<Integer, Scores> latest = new HashMap<>();
    private final Set<Integer> tried = new HashSet<>();
    private String current = "";
    private String best = "";
    private double bestLoss = Double.POSITIVE_INFINITY;

    TuneProgress(Console console, Budget budget, boolean classifies) {
        this.console = console;
        this.budget = budget;
        this.classifies = classifies;
    }

    /** Steps come often, so with them the clock of the live line goes on. */
    @Override
    public synchronized void on(Event event) {
        if (event instanceof PhaseBegun started) {
            phase(started.phase(), started.detail());
        } else if (event instanceof TrialEpoch epoch) {
            epoch(epoch);
        } else if (event instanceof TrialTold told) {
            trial(told.trial(), told.detail());
        } else if (event instanceof FreshTold fresh) {
            fresh(fresh);
        } else if (console.isTerminal()) {
            show();
        }
    }

    private void phase(Phase phase, String detail) {
        String key = "phase." + phase.name().toLowerCase(Locale.ROOT);
        current = console.say(key + ".name");
        console.log(console.say(key, "detail", console.texts().retold(OptionWords.in(detail))));
        show();
    }

    private void epoch(TrialEpoch epoch) {
        if (!epoch.confirms()) {
            latest.put(epoch.trial(), epoch.event().validation());
        }
        current = console.say(
                epoch.confirms() ? "tuning.epoch.fresh" : "tuning.epoch",
                "trial",
                epoch.trial(),
                "seed",
                epoch.freshSeed(),
                "epoch",
                epoch.event().epoch(),
                "epochs",
                epoch.event().epochs(),
                "loss",
                Figures.loss(epoch.event().validation().loss()));
        show();
    }

    private void trial(Trial trial, String detail) {
        tried.add(trial.number());
        Scores scores = latest.get(trial.number());
        String result = "";
        if (scores != null && !trial.readings().isEmpty()) {
            double loss = trial.readings().lastEntry().getValue();
            result = console.say(
                    "tuning.result",
                    "loss",
                    Figures.loss(loss),
                    "metric",
                    Figures.metric(console.texts(), classifies, scores.metric()));
            if (loss < bestLoss) {
                bestLoss = loss;
                best = "  " + console.say("tuning.best", "loss", Figures.loss(loss));
            }
        }
        if (console.isTerminal()) {
            show();
        } else {
            String why = console.texts().retold(detail);
            String outcome = trial.state().finished() || result.isEmpty() ? ended(trial) : why;
            console.log(console.say(
                    "tuning.trial",
                    "trial",
                    trial.number(),
                    "result",
                    (result.isEmpty() ? "" : result + "  ")
                            + outcome
                            + (trial.state().finished() && result.isEmpty() ? ": " + why : "")));
        }
    }

    /** A fresh run decides what is handed over, so it has a lasting line on a terminal too. */
    private void fresh(FreshTold run) {
        tried.add(run.trial());
        String result = run.scores()
                .map(scores -> console.say(
                        "tuning.result",
                        "loss",
                        Figures.loss(scores.loss()),
                        "metric",
                        Figures.metric(console.texts(), classifies, scores.metric())))
                .orElseGet(() -> console.say("tuning.fresh.lost"));
        console.log(console.say(
                "tuning.fresh",
                "trial",
                run.trial(),
                "epochs",
                run.epochs(),
                "seed",
                run.freshSeed(),
                "result",
                result));
        show();
    }

    private String ended(Trial trial) {
        Outcome outcome = trial.outcome();
        String key = outcome == null ? "" : "outcome." + outcome.name().toLowerCase(Locale.ROOT);
        return console.texts().has(key) && console.language() != Language.EN
                ? console.say(key)
                : outcome == null ? "" : outcome.text();
    }

    private void show() {
        console.live(this::lines);
    }

    private List<String> lines() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double share = budget.time()
                .map(time -> seconds / (time.toMillis() / 1e3))
                .orElse(tried.size() / (double) budget.trials().orElse(1));
        String left = budget.time()
                .map(time -> "  " + console.say("time.left", "clock", Figures.clock(time.toMillis() / 1e3 - seconds)))
                .orElse("");
        String most = budget.trials().isPresent() ? "/" + budget.trials().getAsInt() : "";
        String bar = Figures.bar(share) + left;
        String done = "  " + console.say("tuning.done", "count", tried.size() + most);
        return List.of(bar + done + best + "  " + current, bar + done + best, bar + done);
    }
}
