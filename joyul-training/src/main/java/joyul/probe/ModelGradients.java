package joyul.probe;

import joyul.layer.Pass;
import joyul.model.Model;
import joyul.noise.MicroGradients;
import joyul.torch.Scope;
import joyul.torch.Torch;
import joyul.train.Trainer;
import joyul.train.TrainingStep;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradients of a run's model on training examples, between two of its steps. Everything that the run goes on with is left
 * as it was: a pass moves the running statistics of normalization, so these are put back; weights and optimizer are only
 * read; the gradients are overwritten by the next step anyway.
 */
final class ModelGradients implements MicroGradients, AutoCloseable {
    /** Far from the seeds of training steps, which count up from the recipe's. */
    private static final long SEED = 1L << 40;

    private final Trainer trainer;
    private final Model model;
    private final TrainingStep training;
    private final Tensor sum;
    private final Tensor statistics;
    private int count;
    private long passes;

    ModelGradients(Trainer trainer) {
        this.trainer = trainer;
        model = trainer.model();
        training = new TrainingStep(trainer.recipe(), model, trainer.data().train());
        try (Scope scope = Scope.open()) {
            sum = Torch.keep(torch.zeros_like(model.gradients()));
            statistics = Torch.keep(torch.zeros_like(model.statistics()));
        }
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public double add(int[] examples) {
        try (Scope scope = Scope.open()) {
            statistics.copy_(model.statistics());
            long seed = SEED + passes++;
            training.order(examples, seed, 0);
            training.gradient(0, examples.length, Pass.train(seed, trainer.step()));
            model.statistics().copy_(statistics);
            Tensor gradient = model.gradients();
            if (count++ == 0) {
                sum.copy_(gradient);
            } else {
                sum.add_(gradient);
            }
            return gradient.dot(gradient).item_double();
        }
    }

    @Override
    public double meanSquare() {
        try (Scope scope = Scope.open()) {
            return sum.dot(sum).item_double() / count / count;
        }
    }

    @Override
    public void close() {
        sum.close();
        statistics.close();
        training.close();
    }
}
