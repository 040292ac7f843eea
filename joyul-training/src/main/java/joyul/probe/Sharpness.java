package joyul.probe;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import joyul.train.TrainingStep;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The largest eigenvalue of the Hessian of the mean loss over one batch, at given weights: where gradient descent's rate
 * meets its limit of stability, 2 / largest.
 *
 * <p>By Lanczos' method with Hessian-vector products {@code (g(w + h v) - g(w - h v)) / 2h}, where g is the explicit
 * gradient in double precision on the same batch each time, normalization by the batch's own statistics as in training. It
 * finds the largest eigenvalue whatever the smallest is: power iteration finds the one of largest size, and where that is
 * negative it is no sharpness. Works on a copy of the weights. Dropout keeps one mask.
 *
 * @param largest eigenvalue; none where it is zero or below: the loss curves upward in no direction
 * @param iterations of Lanczos' method, two gradients each
 */
public record Sharpness(double largest, int iterations) {
    /** An eigenvalue lies this close to the one that is found, as a share of it. */
    private static final double ACCURACY = 1e-3;

    /**
     * How much is done for the answer.
     *
     * @param examples of the batch, at most
     * @param iterations at most, two gradients each
     * @param eachGradient is run before every gradient
     */
    record Effort(int examples, int iterations, Runnable eachGradient) {
        /** A batch so large that its Hessian is near that of all examples, and iterations until they agree. */
        static final Effort FULL = new Effort(512, 200, () -> {});
    }

    /** The sharpness of a recipe's fresh weights on up to 512 examples. */
    public static Sharpness fresh(Recipe recipe, Data data) {
        return fresh(recipe, data, Effort.FULL);
    }

    static Sharpness fresh(Recipe recipe, Data data, Effort effort) {
        recipe.check(data);
        try (Model model = exact(recipe, data)) {
            model.initialize(recipe.initialization(), recipe.seed());
            return at(model, recipe, data, effort);
        }
    }

    /** The sharpness where a model stands, such as a trainer's in the middle of a run; it is only read. */
    public static Sharpness of(Model live, Recipe recipe, Data data) {
        recipe.check(data);
        try (Model copy = exact(recipe, data)) {
            try (Scope scope = Scope.open()) {
                copy.parameters().copy_(live.parameters());
            }
            return at(copy, recipe, data, Effort.FULL);
        }
    }

    private static Model exact(Recipe recipe, Data data) {
        return TrainingStep.model(recipe, Recipe.shape(data), Precision.FLOAT64);
    }

    private static Sharpness at(Model model, Recipe recipe, Data data, Effort effort) {
        int[] order = BatchOrder.permutation(recipe.seed(), 0, data.train().size());
        int[] chosen = Arrays.copyOf(order, Math.min(effort.examples(), order.length));
        try (NativeExamples examples =
                        new NativeExamples(data.train().subset(chosen), recipe.input(), recipe.target());
                TrainingStep training = TrainingStep.ofAnySize(recipe, model, examples)) {
            training.order(IntStream.range(0, examples.size()).toArray(), recipe.seed(), 0);
            return new Curvature(model, training, examples.size(), recipe.seed(), effort).largest();
        }
    }

    /** The largest rate at which plain gradient descent is stable on a quadratic: {@code 2 / largest}. */
    public double limit() {
        return positive(2 / largest);
    }

    /**
     * Where training with momentum m is seen to settle (2604.14108): small batches at {@code 2 (1-m) / largest}.
     *
     * @param momentum in [0, 1)
     */
    public double lowLimit(double momentum) {
        return positive(2 * (1 - Check.below("momentum", momentum, 0, 1)) / largest);
    }

    /** The limit of heavy-ball momentum on a quadratic, where large batches settle: {@code 2 (1+m) / largest}. */
    public double highLimit(double momentum) {
        return positive(2 * (1 + Check.below("momentum", momentum, 0, 1)) / largest);
    }

    private double positive(double rate) {
        if (!(largest > 0)) {
            throw new InputException("the loss has no upward curvature here (largest eigenvalue " + largest
                    + "), so that no rate limits stability; measure at other weights");
        }
        return rate;
    }

    /** The Hessian of one batch's loss as a linear map. */
    private record Curvature(Model model, TrainingStep training, int examples, long seed, Effort effort) {
        Sharpness largest() {
            try (Scope scope = Scope.open()) {
                Tensor weights = model.parameters().clone();
                Tensor before = torch.zeros_like(weights);
                Tensor vector = random(weights.numel(), seed + 1);
                Tensor image = torch.zeros_like(weights);
                Tridiagonal projected = new Tridiagonal();
                int most = (int) Math.min(effort.iterations(), weights.numel());
                double beta = 0;
                Tridiagonal.Ritz ritz;
                do {
                    apply(weights, vector, image);
                    double alpha = image.dot(vector).item_double();
                    image.sub_(vector, Torch.scalar(alpha)).sub_(before, Torch.scalar(beta));
                    beta = image.norm().item_double();
                    projected.add(alpha, beta);
                    ritz = projected.largest();
                    before.copy_(vector);
                    if (beta > 0) {
                        vector.copy_(image).mul_(Torch.scalar(1 / beta));
                    }
                } while (projected.size() < most && ritz.error() > ACCURACY * Math.abs(ritz.value()));
                return new Sharpness(ritz.value(), projected.size());
            }
        }

        /** {@code image <- H vector}. */
        private void apply(Tensor weights, Tensor vector, Tensor image) {
            try (Scope scope = Scope.open()) {
                double stride = 1e-4 * Math.max(1, weights.norm().item_double());
                image.copy_(gradient(weights, vector, stride));
                image.sub_(gradient(weights, vector, -stride)).mul_(Torch.scalar(1 / (2 * stride)));
                model.parameters().copy_(weights);
            }
        }

        private Tensor gradient(Tensor weights, Tensor vector, double stride) {
            effort.eachGradient().run();
            model.parameters().copy_(weights).add_(vector, Torch.scalar(stride));
            training.gradient(0, examples, training.pass(seed, 0));
            return model.gradients();
        }

        private static Tensor random(long size, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[Math.toIntExact(size)];
            Arrays.setAll(values, i -> random.nextGaussian());
            Tensor vector = Tensors.ofDoubles(values, size);
            return vector.div_(vector.norm());
        }
    }
}
