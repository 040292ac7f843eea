package joyul.train;

import joyul.model.Scores;

/**
 * One finished epoch.
 *
 * @param epoch counted from 1
 * @param epochs of the whole run
 * @param step optimizer steps so far
 * @param trainLoss the mean over the epoch's batches, as they were seen
 * @param rate the learning rate of its last step
 * @param validation scores on the validation examples
 * @param seconds of training and evaluation in this process
 */
public record EpochEvent(
        int epoch, int epochs, long step, double trainLoss, double rate, Scores validation, double seconds)
        implements RunEvent {}
