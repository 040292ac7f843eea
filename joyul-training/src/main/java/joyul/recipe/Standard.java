package joyul.recipe;

import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.loss.CrossEntropy;
import joyul.loss.MeanSquaredError;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.Statistics;
import joyul.optim.Optimizer;
import joyul.optim.Prodigy;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.Length;
import joyul.rate.OneCycleLR;
import joyul.rate.Schedule;
import joyul.rate.Warmup;
import joyul.torch.Precision;

/** The default recipe for some data: what a practitioner would start from before anything is measured. */
public final class Standard {
    /** A first run should see at least this many optimizer steps. */
    private static final int STEPS = 1_000;

    private static final int MOST_EPOCHS = 100;
    private static final int FEWEST_EPOCHS = 8;

    private Standard() {}

    /** The default recipe of these data with a network for them. */
    public static Recipe recipe(DataSource source, Data data, Network network) {
        boolean classes = data.isClassification();
        int examples = data.train().size();
        int batch = examples >= 20_000 ? 128 : examples >= 2_000 ? 64 : 32;
        int perEpoch = Math.max(1, examples / batch);
        int epochs = Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, (STEPS + perEpoch - 1) / perEpoch));
        return new Recipe(
                source,
                InputScaling.of(data.train()),
                classes ? null : TargetScaling.of(data.train()),
                Augmentation.NONE,
                network,
                new Initialization.Torch(),
                new BatchNorm(),
                new Statistics.Precise(2_000),
                classes ? new CrossEntropy(0) : new MeanSquaredError(),
                Math.min(batch, examples),
                null,
                null,
                new Sgd(0.9, true, 5e-4),
                classes ? 0.1 : 0.02,
                new OneCycleLR().momentum(null),
                null,
                null,
                Every.STEP,
                null,
                epochs,
                null,
                Guard.ON,
                4,
                Precision.FLOAT32,
                1,
                1);
    }

    /** A default recipe with another optimizer, at the rate and with the schedule that suit it. */
    static Recipe with(Recipe standard, Optimizer optimizer) {
        Schedule schedule = optimizer.averages()
                ? new ConstantRate().after(Warmup.linear(Length.percent(5)))
                : optimizer instanceof Prodigy ? new CosineAnnealingLR() : standard.schedule();
        return standard.with(edit -> edit.optimizer(optimizer)
                .learningRate(optimizer.usualRate().orElse(standard.learningRate()))
                .schedule(schedule));
    }
}
