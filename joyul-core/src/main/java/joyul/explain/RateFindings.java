package joyul.explain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import joyul.study.Trial;

/** Which learning rates are as good as the best, or why the trials do not tell. */
final class RateFindings {
    private RateFindings() {}

    /** What the trials say of the learning rate, where the study has one. */
    static List<Finding> of(Set<String> parameters, Rung rung, Trial best) {
        // Optimizers that scale each weight's step have a rate of their own, of which these trials say nothing.
        if (!parameters.contains(Knob.LEARNING_RATE) || !best.point().has(Knob.LEARNING_RATE)) {
            return List.of();
        }
        Rung used = RateInterval.used(rung, best);
        Phrase among = RateInterval.among(rung, best);
        double winner = RateInterval.rate(best);
        Optional<RateInterval> interval = RateInterval.of(Knob.LEARNING_RATE, used);
        if (interval.isPresent() && !interval.get().holds(winner)) {
            return List.of(conflict(interval.get(), winner, among));
        }
        return List.of(interval.map(found -> new Finding(
                        Finding.Kind.RATE_INTERVAL,
                        Map.of(
                                "low",
                                found.low(),
                                "high",
                                found.high(),
                                "best",
                                found.best(),
                                "among",
                                among,
                                "count",
                                found.trials(),
                                "where",
                                rung.where())))
                .orElseGet(() -> open(used, among)));
    }

    /** Where the winner contradicts the fit, neither is a reason to narrow the rate down. */
    private static Finding conflict(RateInterval found, double winner, Phrase among) {
        Phrase reason = new Phrase(
                "rate.conflict",
                Map.of("count", found.trials(), "low", found.low(), "high", found.high(), "winner", winner));
        return new Finding(Finding.Kind.RATE_OPEN, Map.of("why", reason, "among", among));
    }

    private static Finding open(Rung used, Phrase among) {
        RateInterval.Missing why = RateInterval.why(Knob.LEARNING_RATE, used);
        Phrase reason = new Phrase(
                "rate." + why.name().toLowerCase(Locale.ROOT),
                Map.of("count", RateInterval.with(Knob.LEARNING_RATE, used).size()));
        return new Finding(Finding.Kind.RATE_OPEN, Map.of("why", reason, "among", among));
    }
}
