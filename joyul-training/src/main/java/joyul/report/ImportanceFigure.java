package joyul.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Importance;

/** How much each parameter matters for being among the best trials. */
final class ImportanceFigure {
    private ImportanceFigure() {}

    static Optional<Figure> of(Subject subject) {
        List<Importance> importances = Importance.of(subject.rung());
        if (importances.isEmpty()) {
            return Optional.empty();
        }
        int trials = subject.rung().entries().size() + subject.rung().lost().size();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "names",
                importances.stream()
                        .map(each -> subject.label(each.parameter()))
                        .toList());
        data.put("shares", importances.stream().map(Importance::share).toList());
        long best = (long) Math.ceil(Importance.bestShare(trials) * trials);
        return Optional.of(new Figure(
                "importance",
                subject.texts().say("importance.title"),
                subject.texts().say("importance.caption", "best", best),
                data));
    }
}
