package joyul.train;

import joyul.model.Scores;

/**
 * What a model is worth on the same validation examples by two sets of normalization statistics: the running averages of
 * training, and the population statistics under the weights as they are (PreciseBN).
 */
record StatisticsGap(Scores moving, Scores precise) {
    /** Standard errors beyond which a difference is not chance. */
    private static final double RESOLVED = 2;

    /** The part of the loss, and of a metric, below which a difference, however certain, is that of a healthy run. */
    private static final double LARGE = 0.25;

    private static final double POINT = 0.01;

    /** How much larger the loss is by running averages. */
    double loss() {
        return moving.loss() - precise.loss();
    }

    /** The standard error of {@link #loss}, over examples, paired. */
    double error() {
        return moving.pairedError(precise);
    }

    /** Whether anybody should care which of the two is used. */
    boolean matters() {
        double smaller = Math.min(moving.loss(), precise.loss());
        boolean large = !(Math.abs(loss()) <= LARGE * smaller) || Math.abs(moving.metric() - precise.metric()) >= POINT;
        return large && !(Math.abs(loss()) <= RESOLVED * error());
    }
}
