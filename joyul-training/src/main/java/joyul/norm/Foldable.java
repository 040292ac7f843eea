package joyul.norm;

/**
 * A normalization that at inference is {@code y = gamma (x - mean) / sqrt(variance + eps) + beta} per channel, with numbers
 * that stand, so that a neighbouring linear or convolution layer can compute it.
 */
public interface Foldable {
    double eps();
}
