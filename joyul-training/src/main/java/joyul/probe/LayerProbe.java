package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import joyul.explain.LayerReading;
import joyul.model.Model;
import joyul.optim.Optimizer;
import joyul.run.Cancellation;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.torch.Scope;
import joyul.train.NextStep;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads the layers of a run in some of its steps; it writes to nothing, so the run stays bit for bit what it was. */
final class LayerProbe implements Listener, AutoCloseable {
    private final Trainer trainer;
    private final Model model;
    private final List<Block> blocks;
    private final Equilibrium equilibrium;
    private final LongPredicate sampled;
    private final long steps;
    private final Cancellation until;
    private final List<List<LayerReading>> readings = new ArrayList<>();
    private @Nullable LayerWatch watch;

    /**
     * A probe that is given to a trainer's run.
     *
     * @param sampled which steps, counted from 1, are read
     * @param steps after which the run is stopped
     * @param until the run's token, which stops it
     */
    LayerProbe(
            Trainer trainer,
            List<Block> blocks,
            Optimizer optimizer,
            LongPredicate sampled,
            long steps,
            Cancellation until) {
        this.trainer = trainer;
        this.blocks = blocks;
        this.sampled = sampled;
        this.steps = steps;
        this.until = until;
        model = trainer.model();
        equilibrium = new Equilibrium(optimizer);
        blocks.forEach(block -> readings.add(new ArrayList<>()));
    }

    /** What was read, block by block. */
    List<List<LayerReading>> readings() {
        return readings;
    }

    @Override
    public void on(Event event) {
        if (event instanceof NextStep) {
            begin();
        } else if (event instanceof StepEvent step) {
            end(step);
        }
    }

    private void begin() {
        if (trainer.step() >= steps) {
            until.cancel();
        } else if (watch == null && sampled.test(trainer.step() + 1)) {
            LayerWatch begun = new LayerWatch(model, blocks);
            model.watch(begun);
            watch = begun;
        }
    }

    private void end(StepEvent event) {
        equilibrium.step(event.rate());
        LayerWatch seen = watch;
        if (seen != null) {
            forget();
            read(seen, event);
            seen.close();
        }
    }

    private void read(LayerWatch seen, StepEvent event) {
        try (Scope scope = Scope.open()) {
            Tensor old = seen.before();
            Tensor change = model.parameters().sub(old);
            for (int k = 0; k < blocks.size(); k++) {
                double size = LayerWatch.norm(seen.part(old, k));
                readings.get(k)
                        .add(new LayerReading(
                                event.step(),
                                event.rate(),
                                seen.delta[k],
                                seen.gradient[k],
                                seen.mean[k],
                                seen.variance[k],
                                seen.saturated[k],
                                LayerWatch.norm(seen.part(change, k)) / size,
                                equilibrium.expected(
                                        blocks.get(k).normalization().isPresent(), event.rate())));
            }
        }
    }

    private void forget() {
        model.watch(null);
        watch = null;
    }

    @Override
    public void close() {
        LayerWatch unfinished = watch;
        forget();
        if (unfinished != null) {
            unfinished.close();
        }
    }
}
