package tuning;

import java.util.List;
import java.util.Locale;

/** Mean and standard error of some numbers; an error of one number is not a number. */
record Stats(int count, double mean, double error) {
    static Stats of(List<Double> values) {
        int count = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return new Stats(count, mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count));
    }

    /** The middle value, or the upper of the two middle ones. */
    static double median(List<Double> values) {
        return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
    }

    /** {@code .307 ± .004}. */
    String text(double unit, int digits) {
        if (Double.isNaN(mean)) {
            return "-";
        }
        String form = "%." + digits + "f";
        String text = String.format(Locale.ROOT, form, unit * mean);
        return Double.isNaN(error) ? text : text + " ± " + String.format(Locale.ROOT, form, unit * error);
    }
}
