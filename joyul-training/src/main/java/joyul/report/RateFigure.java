package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Knob;
import joyul.explain.RateInterval;
import joyul.explain.Rung;
import joyul.study.Trial;

/** Loss over learning rate: the trials, and where they resolve it the fitted parabola with its error band. */
final class RateFigure {
    private static final int PLACES = 60;

    private RateFigure() {}

    static Optional<Figure> of(Subject subject) {
        if (!subject.domains().containsKey(Knob.LEARNING_RATE)
                || subject.rung().entries().isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<List<Object>>> groups = new LinkedHashMap<>();
        for (Rung.Entry entry : subject.rung().entries()) {
            Trial trial = entry.trial();
            if (trial.point().has(Knob.LEARNING_RATE)) {
                Object kind = trial.point().asMap().get(Knob.NORMALIZATION);
                groups.computeIfAbsent(
                                kind == null ? subject.measure() : subject.label(Knob.NORMALIZATION, kind),
                                key -> new ArrayList<>())
                        .add(List.of(
                                trial.point().number(Knob.LEARNING_RATE), subject.shown(entry.loss()), trial.number()));
            }
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("x", subject.label(Knob.LEARNING_RATE));
        data.put("measure", subject.measure());
        data.put(
                "groups",
                groups.entrySet().stream()
                        .map(entry -> Map.of("name", entry.getKey(), "points", entry.getValue()))
                        .toList());
        Optional<RateInterval> interval = subject.best().flatMap(best -> RateInterval.around(subject.rung(), best));
        interval.ifPresent(found -> {
            data.put("fitName", subject.texts().say("rate.fit"));
            data.put("fit", fit(subject, found));
            data.put("interval", List.of(found.low(), found.high()));
            data.put("intervalName", subject.texts().say("rate.interval"));
        });
        return Optional.of(new Figure(
                "rate",
                subject.texts().say("rate.title", "x", subject.label(Knob.LEARNING_RATE)),
                caption(subject, interval.isPresent()),
                data));
    }

    private static String caption(Subject subject, boolean fitted) {
        return subject.best()
                .filter(best -> fitted)
                .map(best -> subject.texts().say("rate.caption", "among", RateInterval.among(subject.rung(), best)))
                .orElseGet(() -> subject.texts().say("rate.caption.open"));
    }

    /** Rows of rate, fitted loss, and the loss one standard error below and above. */
    private static List<List<Double>> fit(Subject subject, RateInterval interval) {
        List<List<Double>> rows = new ArrayList<>();
        double width = Math.log(interval.largest() / interval.smallest());
        for (int i = 0; i <= PLACES; i++) {
            double rate = interval.smallest() * Math.exp(width * i / PLACES);
            rows.add(List.of(
                    rate,
                    subject.shown(interval.fit().at(rate, 0)),
                    subject.shown(interval.fit().at(rate, -1)),
                    subject.shown(interval.fit().at(rate, 1))));
        }
        return rows;
    }
}
