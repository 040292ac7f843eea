package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;

/**
 * What the kinds of whitening share: the features of a vector are cut into groups of about one size, like
 * {@link Groups} cuts a batch, and the covariance of each group becomes the identity.
 */
interface OverFeatures extends NormalizationLayer {
    int groupSize();

    double newestWeight();

    double eps();

    InverseRoot root();

    /** The mean holds the bias. */
    @Override
    default Layer before(Layer layer) {
        return layer.withoutBias();
    }

    @Override
    default Shape output(Shape input) {
        if (input instanceof Shape.Image) {
            throw new InputException(
                    name() + " is for vectors (the hidden layers of an mlp), but its input is an image " + input.text()
                            + "; use batch_norm or group_norm there");
        }
        return input;
    }

    @Override
    default int together(int passing) {
        return passing;
    }

    @Override
    default void checkBatch(int batchSize, int microBatch) {
        if (microBatch < 2) {
            throw new InputException((batchSize < 2 ? "batch_size" : "micro_batch") + " must be 2 or more with "
                    + name() + " (one example has no covariance), but was " + microBatch);
        }
    }

    @Override
    default List<Weight> weights(Shape input) {
        return OverBatch.affine(input);
    }

    @Override
    default List<Statistic> statistics(Shape input) {
        List<Statistic> statistics = new ArrayList<>();
        for (String which : List.of("moving", "running")) {
            statistics.add(new Statistic(which + "_mean", input.size(), 0));
            int index = 0;
            for (Groups.Block block : new Groups(groupSize()).blocks(input.size())) {
                String name = which + "_covariance" + (index++ == 0 ? "" : "_" + index);
                statistics.add(Statistic.identities(name, block.groups(), block.size()));
            }
        }
        return statistics;
    }

    @Override
    default Kernel kernel(Shape input, Slots slots) {
        return new WhiteningKernel(this, input.size(), slots);
    }

    @Override
    default Tensor reference(Tensor input, List<Tensor> weights) {
        return WhiteningKernel.reference(this, input, weights);
    }
}
