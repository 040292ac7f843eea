package joyul.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.explain.Confirmed;
import joyul.explain.Effective;
import joyul.explain.Knob;
import joyul.explain.Rung;
import joyul.explain.Texts;
import joyul.space.Domain;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;

/**
 * The study that a page is about, as it stood at one moment.
 *
 * @param tune whether a tune made it, so that readings compare at rungs
 * @param rung the trials that are compared with each other
 */
record Subject(
        String name, Direction direction, List<Trial> trials, TuneResult result, boolean tune, Rung rung, Texts texts) {
    /** The attribute in which a tune keeps what it was begun with. */
    private static final String SETTINGS = "joyul:settings";

    static Subject of(
            String name, Direction direction, Map<String, Object> attributes, List<Trial> trials, Texts texts) {
        List<Trial> effective = trials.stream().map(Effective::of).toList();
        boolean tune = attributes.containsKey(SETTINGS)
                || trials.stream().anyMatch(trial -> trial.attributes().containsKey(Notes.CURVE));
        Rung rung = tune ? Rung.widest(effective, direction) : Rung.values(effective, direction);
        return new Subject(name, direction, effective, TuneResult.of(attributes), tune, rung, texts);
    }

    /** The parameters in order of appearance, each with the domain it had last. */
    Map<String, Domain> domains() {
        Map<String, Domain> domains = new LinkedHashMap<>();
        trials.forEach(trial -> domains.putAll(trial.domains()));
        return domains;
    }

    Optional<Trial> trial(int number) {
        return trials.stream().filter(trial -> trial.number() == number).findFirst();
    }

    /** The winner of a tune that ended; else the trial that came furthest with the smallest loss. */
    Optional<Trial> best() {
        OptionalDouble winner = result.number("winner");
        if (winner.isPresent()) {
            return trial((int) winner.getAsDouble());
        }
        return trials.stream()
                .filter(trial -> Double.isFinite(loss(trial)))
                .min(Comparator.comparing((Trial trial) -> trial.state() != TrialState.COMPLETE)
                        .thenComparingInt(trial -> tune ? -trial.readings().lastKey() : 0)
                        .thenComparingDouble(this::loss));
    }

    /** The last reading of a tune's trial, or the value, turned so that smaller is better; infinite where there is none. */
    double loss(Trial trial) {
        if (trial.state() == TrialState.FAIL) {
            return Double.POSITIVE_INFINITY;
        }
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        Double value = trial.value();
        if (tune) {
            return last == null ? Double.POSITIVE_INFINITY : direction.loss(last.getValue());
        }
        return value == null ? Double.POSITIVE_INFINITY : direction.loss(value);
    }

    /** A loss as the study wrote it. */
    double shown(double loss) {
        return direction.loss(loss);
    }

    /** What is minimized or maximized: the validation loss of a tune, else the value. */
    String measure() {
        return texts.say(tune ? "measure.loss" : "measure.value");
    }

    String label(String parameter) {
        return new Knob(parameter).label(texts);
    }

    String label(String parameter, Object value) {
        return new Knob(parameter).label(value, texts);
    }

    /** The outcome of a trial in words. */
    String outcome(Trial trial) {
        return texts.say("outcome." + outcomeKey(trial));
    }

    /** What became of a trial on fresh seeds, where it was trained again. */
    Optional<Confirmed> confirmed(Trial trial) {
        return result.confirmed().stream()
                .filter(each -> each.trial() == trial.number())
                .findFirst();
    }

    /** How a trial ended; the search's verdict on one that was trained again is not the last. */
    String outcomeKey(Trial trial) {
        Outcome outcome = trial.outcome();
        if (confirmed(trial).isPresent()) {
            return "confirmed";
        }
        if (outcome != null && !trial.taught()) {
            return "unfinished";
        }
        return outcome == null
                ? trial.state() == TrialState.WAITING ? "waiting" : "running"
                : outcome.text().replace(' ', '_');
    }
}
