package joyul.norm;

import java.util.List;
import joyul.check.InputException;
import joyul.layer.Layer;
import joyul.layer.Shape;
import joyul.layer.Statistic;
import joyul.layer.Weight;

/**
 * What the kinds of batch norm share: gamma and beta per channel, and statistics over examples, whose mean cancels the
 * bias of the layer before.
 */
interface OverBatch extends NormalizationLayer, Foldable {
    /** A part of two is normalised to plus and minus one whatever it holds, and a part of one to nothing. */
    int FEWEST_IN_MICRO_BATCH = 3;

    double newestWeight();

    @Override
    default Layer before(Layer layer) {
        return layer.withoutBias();
    }

    @Override
    default List<Weight> weights(Shape input) {
        return affine(input);
    }

    @Override
    default List<Statistic> statistics(Shape input) {
        int channels = channels(input);
        return List.of(
                new Statistic("moving_mean", channels, 0),
                new Statistic("moving_var", channels, 1),
                new Statistic("running_mean", channels, 0),
                new Statistic("running_var", channels, 1));
    }

    @Override
    default int together(int passing) {
        return passing;
    }

    @Override
    default void checkBatch(int batchSize, int microBatch) {
        if (batchSize < 2) {
            throw InputException.about(
                    "batch_size",
                    "must be 2 or more with " + name() + " (the mean of one example is the"
                            + " example itself), but was " + batchSize);
        }
        if (microBatch < Math.min(batchSize, FEWEST_IN_MICRO_BATCH)) {
            throw InputException.about(
                    "micro_batch",
                    "must be " + FEWEST_IN_MICRO_BATCH + " or more with " + name()
                            + " (a part of an odd batch would hold one example), but was " + microBatch);
        }
    }

    /** The features of a vector or the channels of an image. */
    static int channels(Shape input) {
        return input instanceof Shape.Image image ? image.channels() : input.size();
    }

    static List<Weight> affine(Shape input) {
        return List.of(gain(input), new Weight("bias", Weight.Role.SHIFT, List.of(channels(input)), 1, 1));
    }

    static Weight gain(Shape input) {
        return new Weight("weight", Weight.Role.GAIN, List.of(channels(input)), 1, 1);
    }
}
