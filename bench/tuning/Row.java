package tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one arm handed over: a line of the results.
 *
 * @param budget {@code -} where the arm has none
 * @param validation scores of the weights that were handed over; not a number where there are none
 * @param busy share of the processors' time that was used; not a number where it is not known
 * @param detail for people
 * @param curve what had been reached when
 */
record Row(
        String problem,
        String budget,
        long seed,
        String arm,
        Score validation,
        Score test,
        double seconds,
        double busy,
        String detail,
        List<Moment> curve,
        String commit) {
    static final String HEAD = "problem\tbudget\tseed\tarm\tvalidation_loss\tvalidation_error\ttest_loss\ttest_error"
            + "\tseconds\tbusy\tdetail\tcurve\tcommit";

    /**
     * Loss and error of some weights.
     *
     * @param error one minus accuracy, or one minus R²
     */
    record Score(double loss, double error) {
        static final Score NONE = new Score(Double.NaN, Double.NaN);
    }

    /** The lowest validation loss of a run that had ended by then, and the error of that run. */
    record Moment(double seconds, double loss, double error) {
        private String text() {
            return String.format(Locale.ROOT, "%.2f:%.6f:%.6f", seconds, loss, error);
        }
    }

    /** What tells it from other rows. */
    String key() {
        return key(problem, budget, seed, arm);
    }

    static String key(String problem, String budget, long seed, String arm) {
        return problem + "\t" + budget + "\t" + seed + "\t" + arm;
    }

    String line() {
        return key() + String.format(
                Locale.ROOT,
                "\t%.6f\t%.6f\t%.6f\t%.6f\t%.2f\t%.3f\t%s\t%s\t%s",
                validation.loss,
                validation.error,
                test.loss,
                test.error,
                seconds,
                busy,
                detail.replaceAll("\\s+", " "),
                String.join(";", curve.stream().map(Moment::text).toList()),
                commit);
    }

    static Row read(String line) {
        String[] cells = line.split("\t", -1);
        List<Moment> curve = new ArrayList<>();
        for (String moment : cells[11].isEmpty() ? new String[0] : cells[11].split(";")) {
            String[] parts = moment.split(":");
            curve.add(new Moment(number(parts[0]), number(parts[1]), number(parts[2])));
        }
        return new Row(
                cells[0],
                cells[1],
                Long.parseLong(cells[2]),
                cells[3],
                new Score(number(cells[4]), number(cells[5])),
                new Score(number(cells[6]), number(cells[7])),
                number(cells[8]),
                number(cells[9]),
                cells[10],
                curve,
                cells[12]);
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /** When a run with this validation error, or a lower one, had ended. */
    OptionalDouble secondsUntil(double error) {
        return curve.stream()
                .filter(moment -> moment.error <= error)
                .mapToDouble(Moment::seconds)
                .min();
    }
}
