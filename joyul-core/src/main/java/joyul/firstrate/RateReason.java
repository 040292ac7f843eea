package joyul.firstrate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.explain.Language;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.expression.Numbers;

/** Why a rate is the one to use: what the short runs showed, to be said in any language. */
public sealed interface RateReason {
    /** What is to be said. */
    Phrase phrase();

    /** The reason in words: in English clauses without a full stop, in Korean sentences. */
    default String in(Language language) {
        return Texts.of(language).and(RateReason.class).say(phrase());
    }

    /**
     * Short runs told their rates apart.
     *
     * @param rates how many were run
     * @param steps of each run
     * @param best the rate of the lowest validation loss
     * @param loss that it ended with
     * @param tied the highest rate above the best up to which all tie with it, if any does
     * @param atEdge whether no lower or no higher rate was run
     * @param lost the lowest rate above the best with which training ran away, if it did
     * @param carried how that leads to the rate to use; empty where the whole run is no longer than a short one
     */
    record Raced(
            int rates,
            int steps,
            double best,
            double loss,
            OptionalDouble tied,
            boolean atEdge,
            OptionalDouble lost,
            Optional<Carried> carried)
            implements RateReason {
        @Override
        public Phrase phrase() {
            Map<String, Object> gaps = new LinkedHashMap<>(gaps(rates, steps, loss));
            gaps.put("best", rate(best));
            tied.ifPresent(highest -> gaps.put("tied", rate(highest)));
            String key = tied.isPresent() ? "rate.raced.tied" : atEdge ? "rate.raced.edge" : "rate.raced";
            Phrase said = new Phrase(key, gaps);
            if (lost.isPresent()) {
                said = joined(said, new Phrase("rate.lost", Map.of("lost", rate(lost.getAsDouble()))));
            }
            return joined(said, carried.map(Carried::phrase).orElse(new Phrase("rate.no_longer")));
        }
    }

    /**
     * From a short run to the whole one.
     *
     * @param pointed the rate that the best and its neighbours point to
     * @param times how many times as long as a short run the whole one is
     * @param share of that rate which so long a run wants
     */
    record Carried(double pointed, double times, double share) {
        private Phrase phrase() {
            // Only a run that slows itself wants a higher rate than a short one; rounding alone may be 5 %.
            return new Phrase(
                    share > 1.1 ? "rate.carried.up" : "rate.carried",
                    Map.of("pointed", rate(pointed), "times", rate(times), "share", rate(share)));
        }
    }

    /**
     * No short run learned, so that habit is left.
     *
     * @param rates how many were run
     * @param steps of each run
     * @param loss that all ended with
     */
    record Habit(int rates, int steps, double loss) implements RateReason {
        @Override
        public Phrase phrase() {
            return new Phrase("rate.habit", gaps(rates, steps, loss));
        }
    }

    private static Map<String, Object> gaps(int rates, int steps, double loss) {
        return Map.of("count", rates, "steps", Integer.toString(steps), "loss", Numbers.significant(loss, 3));
    }

    private static Phrase joined(Phrase before, Phrase part) {
        return new Phrase("rate.part", Map.of("before", before, "part", part));
    }

    /** A rate or another factor to two significant digits: more are not known. */
    private static String rate(double value) {
        return Numbers.significant(value, 2);
    }
}
