package joyul.optim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.check.Check;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Prodigy (Mishchenko and Defazio 2023, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", arXiv 2306.06101,
 * algorithm 4, and the authors' code): Adam whose rate is {@code L = d rate}, where d grows towards the distance between
 * the first parameters x0 and the best ones. With {@code b3 = sqrt b2}, per step
 *
 * <pre>{@code
 * n = b3 n + d/d0 L <g, x0 - x>     m = b1 m + (1-b1) d g     v = b2 v + (1-b2) d^2 g^2     s = b3 s + d/d0 L g
 * d' = max(d, dCoef n / |s|_1)      x = x - L wd x - L m / (sqrt v + d' eps)
 * }</pre>
 *
 * <p>The learning rate scales the estimate and stays 1 unless a schedule lowers it; a cosine suits it.
 *
 * @param d0 the first estimate of the distance, below any that matters
 * @param dCoef what the estimate is multiplied by; the authors' way to tune the method
 * @param safeguardWarmup whether the rate is left out of s, for schedules that begin low
 */
public record Prodigy(
        double beta1, double beta2, double eps, double weightDecay, double d0, double dCoef, boolean safeguardWarmup)
        implements Optimizer {
    public Prodigy {
        Check.below("beta1", beta1, 0, 1);
        Check.below("beta2", beta2, 0, 1);
        Check.positive("eps", eps);
        Check.notNegative("weight_decay", weightDecay);
        Check.positive("d0", d0);
        Check.positive("d_coef", dCoef);
    }

    @Override
    public double momentum() {
        return beta1;
    }

    @Override
    public Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.of(new Prodigy(momentum, beta2, eps, weightDecay, d0, dCoef, safeguardWarmup));
    }

    @Override
    public OptionalDouble usualRate() {
        return OptionalDouble.of(1);
    }

    @Override
    public Run start(Tensor parameters, Tensor gradients) {
        return new ProdigyRun(this, parameters, gradients);
    }

    private static final class ProdigyRun extends FlatRun {
        private final Prodigy prodigy;
        private final Tensor start;
        private final Tensor first;
        private final Tensor second;
        private final Tensor gradientSum;
        private final Tensor spare;
        private double distance;
        private double numerator;

        ProdigyRun(Prodigy prodigy, Tensor parameters, Tensor gradients) {
            super(prodigy, parameters, gradients);
            this.prodigy = prodigy;
            start = copy();
            first = zeros();
            second = zeros();
            gradientSum = zeros();
            spare = zeros();
            distance = prodigy.d0();
        }

        @Override
        void update(Setting setting) {
            double d = distance;
            double rate = d * setting.rate();
            double beta3 = Math.sqrt(prodigy.beta2());
            double scale = d / prodigy.d0();
            if (rate == 0) {
                return;
            }
            torch.sub_out(spare, start, parameters);
            double progress = gradients.dot(spare).item_double();
            first.mul_(Torch.scalar(setting.momentum())).add_(gradients, Torch.scalar(d * (1 - setting.momentum())));
            second.mul_(Torch.scalar(prodigy.beta2()))
                    .addcmul_(gradients, gradients, Torch.scalar(d * d * (1 - prodigy.beta2())));
            gradientSum
                    .mul_(Torch.scalar(beta3))
                    .add_(gradients, Torch.scalar(scale * (prodigy.safeguardWarmup() ? d : rate)));
            double length = gradientSum.norm(Torch.scalar(1)).item_double();
            if (length == 0) {
                return;
            }
            numerator = beta3 * numerator + scale * rate * progress;
            distance = Math.max(d, prodigy.dCoef() * numerator / length);
            if (setting.weightDecay() != 0) {
                parameters.mul_(Torch.scalar(1 - rate * setting.weightDecay()));
            }
            torch.sqrt_out(spare, second).add_(Torch.scalar(distance * prodigy.eps()));
            parameters.addcdiv_(first, spare, Torch.scalar(-rate));
        }

        @Override
        public List<Tensor> state() {
            return List.of(start, first, second, gradientSum);
        }

        @Override
        public List<Double> numbers() {
            return List.of(distance, numerator);
        }

        @Override
        public void resumeAt(long count, List<Double> numbers) {
            super.resumeAt(count, numbers);
            distance = numbers.get(0);
            numerator = numbers.get(1);
        }

        @Override
        public void close() {
            super.close();
            spare.close();
        }
    }
}
