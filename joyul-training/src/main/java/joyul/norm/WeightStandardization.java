package joyul.norm;

import java.util.Optional;
import joyul.check.Check;
import joyul.layer.Layer;

/**
 * Weight standardization (Qiao et al. 2019, equation 5): the linear or convolution layer before the place computes with
 * weights of mean zero and variance one per output, and what it gives is normalised as usual, with standard settings.
 *
 * @param then what normalises the output, by default group norm, as in the paper
 * @param eps added to the variance of the weights
 */
public record WeightStandardization(Then then, double eps) implements Normalization {
    /** What normalises the activations. */
    public enum Then {
        GROUP_NORM,
        LAYER_NORM,
        BATCH_NORM;

        // A method rather than a field: an enum's constants are made before any of them may be needed.
        private Normalization normalization() {
            return switch (this) {
                case GROUP_NORM -> new GroupNorm();
                case LAYER_NORM -> new LayerNorm();
                case BATCH_NORM -> new BatchNorm();
            };
        }
    }

    public WeightStandardization {
        Check.positive("eps", eps);
    }

    public WeightStandardization() {
        this(Then.GROUP_NORM, 1e-5);
    }

    @Override
    public Optional<Layer> layer() {
        return then.normalization().layer();
    }

    @Override
    public Layer before(Layer layer) {
        return new StandardizedWeights(then.normalization().before(layer), eps);
    }

    @Override
    public int together(int passing) {
        return then.normalization().together(passing);
    }

    @Override
    public void checkBatch(int batchSize, int microBatch) {
        then.normalization().checkBatch(batchSize, microBatch);
    }
}
