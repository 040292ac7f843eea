package joyul.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.study.Trial;

/**
 * The learning rates that are as good as the best one, as far as these trials can tell: a parabola is fitted to the
 * logarithm of the loss over the logarithm of the rate, and the interval holds every rate whose fitted value is within one
 * standard error (of the fit at its lowest point) of the lowest.
 *
 * @param parameter the rate's name
 * @param low the smallest rate of the interval, not below the smallest tried
 * @param high the largest, not above the largest tried
 * @param smallest rate tried
 * @param largest rate tried
 * @param trials in the fit
 */
public record RateInterval(
        String parameter, double low, double best, double high, double smallest, double largest, int trials, Fit fit) {
    private static final int FEWEST = 10;

    /** What the interval was read from: a parabola over the rate's logarithm. */
    public static final class Fit {
        private final Parabola parabola;
        private final boolean logarithmic;

        Fit(Parabola parabola, boolean logarithmic) {
            this.parabola = parabola;
            this.logarithmic = logarithmic;
        }

        /** The fitted loss at a rate, so many standard errors of the fit away. */
        public double at(double rate, double errors) {
            double x = Math.log(rate);
            double fitted = parabola.at(x) + errors * parabola.error(x);
            return logarithmic ? Math.exp(fitted) : fitted;
        }
    }

    /** Why there is no interval. */
    enum Missing {
        FEW,
        FLAT,
        OUTSIDE
    }

    /** The interval in these trials; empty where they do not resolve it. */
    public static Optional<RateInterval> of(String parameter, Rung rung) {
        Optional<Fit> fit = fit(parameter, rung);
        if (fit.isEmpty() || missing(parameter, rung, fit.get()).isPresent()) {
            return Optional.empty();
        }
        double[] rates = rates(parameter, rung);
        Parabola parabola = fit.get().parabola;
        double lowest = parabola.lowest();
        double half = Math.sqrt(parabola.error(lowest) / parabola.coefficients()[2]);
        double smallest = Arrays.stream(rates).min().orElseThrow();
        double largest = Arrays.stream(rates).max().orElseThrow();
        return Optional.of(new RateInterval(
                parameter,
                Math.max(smallest, Math.exp(lowest - half)),
                Math.exp(lowest),
                Math.min(largest, Math.exp(lowest + half)),
                smallest,
                largest,
                rates.length,
                fit.get()));
    }

    /**
     * The interval of learning rates around the winner's, among its kind of normalization, or all trials where it has too
     * few; empty where the winner lies outside.
     */
    public static Optional<RateInterval> around(Rung rung, Trial best) {
        return of(Knob.LEARNING_RATE, used(rung, best)).filter(found -> found.holds(rate(best)));
    }

    /** Which trials {@link #around} fits, to be said. */
    public static Phrase among(Rung rung, Trial best) {
        return splits(rung, best)
                ? new Phrase(
                        "among.kind",
                        Map.of(
                                "kind",
                                new Knob(Knob.NORMALIZATION).said(best.point().value(Knob.NORMALIZATION))))
                : new Phrase("among.all");
    }

    static Rung used(Rung rung, Trial best) {
        return splits(rung, best) ? kind(rung, best) : rung;
    }

    private static boolean splits(Rung rung, Trial best) {
        return best.point().has(Knob.NORMALIZATION)
                && kind(rung, best).entries().size() >= FEWEST;
    }

    private static Rung kind(Rung rung, Trial best) {
        return rung.with(Knob.NORMALIZATION, best.point().value(Knob.NORMALIZATION));
    }

    static double rate(Trial trial) {
        return trial.point().has(Knob.LEARNING_RATE) ? trial.point().number(Knob.LEARNING_RATE) : Double.NaN;
    }

    boolean holds(double rate) {
        return rate >= low && rate <= high;
    }

    /** Why trials resolve no interval. */
    static Missing why(String parameter, Rung rung) {
        return fit(parameter, rung)
                .flatMap(fit -> missing(parameter, rung, fit))
                .orElse(Missing.FEW);
    }

    private static Optional<Fit> fit(String parameter, Rung rung) {
        double[] rates = rates(parameter, rung);
        if (rates.length < FEWEST || Arrays.stream(rates).distinct().count() < Parabola.FEWEST) {
            return Optional.empty();
        }
        double[] losses =
                with(parameter, rung).stream().mapToDouble(Rung.Entry::loss).toArray();
        boolean logarithmic = Arrays.stream(losses).allMatch(loss -> loss > 0);
        double[] ys = logarithmic ? Arrays.stream(losses).map(Math::log).toArray() : losses;
        double[] xs = Arrays.stream(rates).map(Math::log).toArray();
        return Optional.of(new Fit(Parabola.fit(xs, ys), logarithmic));
    }

    private static Optional<Missing> missing(String parameter, Rung rung, Fit fit) {
        Parabola parabola = fit.parabola;
        if (!(parabola.curvatureT() >= Chance.ERRORS)) {
            return Optional.of(Missing.FLAT);
        }
        double best = Math.exp(parabola.lowest());
        double[] rates = rates(parameter, rung);
        boolean inside = Arrays.stream(rates).anyMatch(rate -> rate <= best)
                && Arrays.stream(rates).anyMatch(rate -> rate >= best);
        return inside ? Optional.empty() : Optional.of(Missing.OUTSIDE);
    }

    private static double[] rates(String parameter, Rung rung) {
        return with(parameter, rung).stream()
                .mapToDouble(entry -> entry.trial().point().number(parameter))
                .toArray();
    }

    /** The trials that had the parameter. */
    static List<Rung.Entry> with(String parameter, Rung rung) {
        List<Rung.Entry> entries = new ArrayList<>();
        for (Rung.Entry entry : rung.entries()) {
            Object value = entry.trial().point().asMap().get(parameter);
            if (value instanceof Number number && number.doubleValue() > 0) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
