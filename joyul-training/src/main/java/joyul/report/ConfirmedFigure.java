package joyul.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Confirmed;
import joyul.explain.Phrase;

/** The candidates on fresh seeds: how far each is behind the winner, with the paired standard error. */
final class ConfirmedFigure {
    private ConfirmedFigure() {}

    static Optional<Figure> of(Subject subject) {
        // What diverged has no place on an axis of losses; a finding tells of it.
        List<Confirmed> confirmed = subject.result().confirmed().stream()
                .filter(each -> !each.diverged())
                .toList();
        if (confirmed.size() < 2) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("names", confirmed.stream().map(each -> name(subject, each)).toList());
        data.put("behind", confirmed.stream().map(Confirmed::behind).toList());
        data.put("errors", confirmed.stream().map(Confirmed::behindError).toList());
        data.put("losses", confirmed.stream().map(Confirmed::loss).toList());
        data.put("axis", subject.texts().say("confirmed.axis"));
        data.put("measure", subject.measure());
        return Optional.of(new Figure(
                "confirmed",
                subject.texts().say("confirmed.title"),
                subject.texts()
                        .say(
                                "confirmed.caption",
                                "seeds",
                                confirmed.get(0).seeds().size()),
                data));
    }

    private static String name(Subject subject, Confirmed each) {
        String key =
                each.standard() ? "confirmed.default" : each.behind() == 0 ? "confirmed.winner" : "confirmed.trial";
        return subject.texts().say(new Phrase(key, Map.of("trial", each.trial(), "epochs", each.epochs())));
    }
}
