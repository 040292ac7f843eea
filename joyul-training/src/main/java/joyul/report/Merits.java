package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.explain.Confirmed;
import joyul.explain.Digits;
import joyul.explain.Metric;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.study.Trial;
import joyul.study.TrialState;

/** The figures of merit on the first screen: how good the winner is, and what it took to find it. */
record Merits(Subject subject) {
    List<Headline.Tile> tiles() {
        List<Headline.Tile> tiles = new ArrayList<>();
        if (subject.result().exists()) {
            validation().ifPresent(tiles::add);
            test().ifPresent(tiles::add);
            gain().ifPresent(tiles::add);
        } else {
            best().ifPresent(tiles::add);
        }
        tiles.add(effort());
        return tiles;
    }

    private Texts texts() {
        return subject.texts();
    }

    private Optional<Headline.Tile> validation() {
        List<Confirmed> confirmed = subject.result().confirmed();
        Object remark = confirmed.isEmpty()
                ? new Phrase("merit.searched")
                : new Phrase(
                        "merit.seeds", Map.of("seeds", confirmed.get(0).seeds().size()));
        return metric("validation", texts().say((Phrase) remark));
    }

    private Optional<Headline.Tile> test() {
        return metric("test", texts().say("merit.once"));
    }

    private Optional<Headline.Tile> metric(String split, String remark) {
        TuneResult result = subject.result();
        OptionalDouble metric = result.number(split + "_metric");
        OptionalDouble examples = result.number(split + "_examples");
        if (metric.isEmpty() || examples.isEmpty()) {
            return Optional.empty();
        }
        String name = texts().say("merit." + split + (result.accuracy() ? ".accuracy" : ".r2"));
        String on = texts().say("merit.on", "count", (long) examples.getAsDouble());
        String value = new Metric(result.accuracy(), metric.getAsDouble()).text((int) examples.getAsDouble());
        return Optional.of(new Headline.Tile(name, value, remark + ", " + on));
    }

    private Optional<Headline.Tile> gain() {
        List<Confirmed> confirmed = subject.result().confirmed();
        return confirmed.stream()
                .filter(each -> each.standard() && !each.diverged() && !each.equals(confirmed.get(0)))
                .findFirst()
                .map(standard -> new Headline.Tile(
                        texts().say("merit.gain"),
                        difference(standard),
                        texts().say(
                                        subject.result().accuracy() ? "merit.gain.accuracy" : "merit.gain.loss",
                                        "points",
                                        signed(100 * (confirmed.get(0).metric() - standard.metric())))));
    }

    /** One validation example gives a difference no error. */
    private String difference(Confirmed standard) {
        double error = standard.behindError();
        String size = "−" + Digits.fixed(standard.behind(), Digits.decimals(error));
        return size + " ± "
                + (Double.isNaN(error) ? texts().say("error.unknown") : Digits.fixed(error, Digits.decimals(error)));
    }

    private static String signed(double value) {
        String size = Digits.fixed(Math.abs(value), 2);
        return size.equals("0.00") ? size : (value < 0 ? "−" : "+") + size;
    }

    private Optional<Headline.Tile> best() {
        return subject.best()
                .map(best -> new Headline.Tile(
                        subject.measure(),
                        Digits.significant(subject.shown(subject.loss(best)), 5),
                        texts().say("merit.trial", "trial", best.number())));
    }

    private Headline.Tile effort() {
        long finished = subject.trials().stream().filter(Trial::taught).count();
        long complete = subject.trials().stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .count();
        OptionalDouble seconds = subject.result().number("seconds");
        String remark = texts().say("merit.complete", "count", complete);
        return new Headline.Tile(
                texts().say("merit.trials"),
                Long.toString(finished),
                seconds.isPresent() ? remark + ", " + duration(seconds.getAsDouble()) : remark);
    }

    private String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 120
                ? texts().say("seconds", "count", whole)
                : texts().say(new Phrase("minutes", Map.of("minutes", whole / 60, "seconds", whole % 60)));
    }
}
