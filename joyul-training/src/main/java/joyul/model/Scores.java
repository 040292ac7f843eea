package joyul.model;

/**
 * How a model does on a set of examples.
 *
 * @param loss the mean of {@code losses}
 * @param metric accuracy in [0, 1] for classes, R² for regression
 * @param losses of each example, so that two models can be compared on the same examples
 */
public record Scores(double loss, double metric, float[] losses) {
    /** The standard error of the mean loss over examples; NaN of a single one. */
    public double lossError() {
        double sum = 0;
        for (float each : losses) {
            sum += (each - loss) * (each - loss);
        }
        return errorOfMean(sum);
    }

    /** The standard error of the mean difference in loss to another model, paired example by example; NaN of a single one. */
    public double pairedError(Scores other) {
        double difference = loss - other.loss;
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            double each = losses[i] - other.losses[i] - difference;
            sum += each * each;
        }
        return errorOfMean(sum);
    }

    private double errorOfMean(double squares) {
        // One example lies at its own mean but for rounding, which would count as infinite.
        return losses.length < 2 ? Double.NaN : Math.sqrt(squares / (losses.length - 1.0) / losses.length);
    }
}
