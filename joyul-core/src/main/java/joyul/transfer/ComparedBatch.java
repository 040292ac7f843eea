package joyul.transfer;

/**
 * What training with one batch size came to, at its own best learning rate, as means over seeds.
 *
 * @param batch examples per step
 * @param epochs of each run; no whole number where steps were counted
 * @param steps of each run
 * @param learningRate the best of those tried at this batch size and budget
 * @param ratesTried how many were tried
 * @param trainLoss on the training examples at the end, as at inference
 * @param validationLoss at the end
 * @param trainMetric accuracy in [0, 1], or R²
 * @param validationMetric likewise
 * @param noiseScale the simple gradient noise scale in the middle of the run, in examples; not finite where the noise hid
 *     the gradient
 * @param sharpness the largest eigenvalue of the Hessian at the end, on one batch that is the same for all; NaN where a
 *     seed ended without upward curvature
 * @param seconds of training a run
 */
public record ComparedBatch(
        int batch,
        double epochs,
        long steps,
        double learningRate,
        int ratesTried,
        Spread trainLoss,
        Spread validationLoss,
        Spread trainMetric,
        Spread validationMetric,
        Spread noiseScale,
        Spread sharpness,
        double seconds) {
    /** How much worse the loss is on examples that were not trained on; its error as if the two were independent. */
    public Spread gap() {
        return new Spread(
                validationLoss.mean() - trainLoss.mean(), Math.hypot(validationLoss.error(), trainLoss.error()));
    }
}
