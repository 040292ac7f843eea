package joyul.noise;

/**
 * The running mean of micro-batches' gradients at one point of the weights; only squared norms leave it, so that the
 * gradients themselves may stay in native memory. Each {@link #add} weighs the same.
 */
public interface MicroGradients {
    /** Forgets what was added. */
    void clear();

    /** Adds the mean gradient over some examples; gives its squared norm. */
    double add(int[] examples);

    /** The squared norm of the mean of all that was added. */
    double meanSquare();

    /** Over plain Java arrays. */
    static MicroGradients ofArrays(GradientFunction gradient) {
        return new ArrayGradients(gradient);
    }
}
