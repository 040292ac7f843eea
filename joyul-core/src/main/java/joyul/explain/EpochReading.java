package joyul.explain;

/**
 * One finished epoch of a run.
 *
 * @param epoch counted from 1
 * @param step optimizer steps made by its end
 * @param trainLoss the mean over its batches, as they were seen
 * @param metric on the validation examples: accuracy in [0, 1], or R²
 * @param rate the learning rate of its last step
 */
public record EpochReading(int epoch, long step, double trainLoss, double validationLoss, double metric, double rate) {}
