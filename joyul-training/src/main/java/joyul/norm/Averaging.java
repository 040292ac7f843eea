package joyul.norm;

import joyul.layer.Pass;

/**
 * How much each group of one pass weighs when the running averages take the groups one after the other: always the same
 * (an exponential moving average), or as much as every earlier group of the run (a cumulative average, PyTorch's
 * {@code momentum=None}).
 *
 * @param groups of the pass
 */
record Averaging(Pass pass, double newestWeight, int groups) {
    /** The newest group's weight when group {@code index}, counted from 0, is taken. */
    double weight(int index) {
        if (!pass.averagesAll()) {
            return newestWeight;
        }
        double passesBefore = (double) pass.parts() * pass.step() + pass.part();
        return 1 / (groups * passesBefore + index + 1);
    }

    /** What neighbouring groups weigh once all of them are taken: {@code w_i (1 - w_(i+1)) ... (1 - w_last)}. */
    double[] weights(int first, int count) {
        double[] weights = new double[count];
        double kept = 1;
        for (int i = count - 1; i >= 0; i--) {
            double weight = weight(first + i);
            weights[i] = kept * weight;
            kept *= 1 - weight;
        }
        return weights;
    }
}
