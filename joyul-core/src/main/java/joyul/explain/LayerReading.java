package joyul.explain;

/**
 * What one layer with weights looked like in one training step; NaN where something does not apply.
 *
 * @param step counted from 1
 * @param rate the learning rate of the step
 * @param delta the Frobenius norm of dL/dz over the batch, z being the layer's output after its
 *     normalization and before its activation
 * @param gradient the norm of dL/dW
 * @param mean of the activations behind the layer, over batch and units
 * @param variance of them, biased
 * @param saturated the share of sigmoids below 0.05 or above 0.95, or of tanhs beyond 0.95 in size
 * @param update the norm of the weights' change in the step over the norm of the weights before it
 * @param expected what {@code update} is compared with
 */
public record LayerReading(
        long step,
        double rate,
        double delta,
        double gradient,
        double mean,
        double variance,
        double saturated,
        double update,
        double expected) {}
