package joyul.explain;

/**
 * How far training's moving averages stand from the population's precise statistics, in the layer where they are farthest,
 * and what that costs.
 *
 * @param layer the normalization's place in the network
 * @param deviations the root mean square over channels of the difference of means, in standard deviations
 * @param variances the geometric mean over channels of the ratio of variances, or of its inverse, whichever is above one
 * @param largestMean the largest mean of a channel in standard deviations of the channel
 * @param moving validation loss with the moving averages
 * @param precise validation loss with the precise statistics
 * @param error the standard error of the difference, paired over the examples
 * @param matters whether the choice of statistics decides how the network scores
 */
public record AveragesGap(
        String layer,
        double deviations,
        double variances,
        double largestMean,
        double moving,
        double precise,
        double error,
        boolean matters) {}
