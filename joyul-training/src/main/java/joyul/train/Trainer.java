package joyul.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.data.BatchOrder;
import joyul.data.Batches;
import joyul.file.SafeTensors;
import joyul.layer.Pass;
import joyul.loss.Loss;
import joyul.model.BatchGradient;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.Scores;
import joyul.norm.Statistics;
import joyul.optim.Clip;
import joyul.optim.Optimizer;
import joyul.rate.Schedule;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.torch.OutOfMemory;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * One training run, live: a model, its optimizer and where it stands. Used by one thread at a time; close it to free the
 * memory.
 *
 * <p>Whatever is random follows from the recipe's seed and the place in the run, never from earlier draws, so that a
 * run that was saved and restored at any step goes on bit for bit.
 */
public final class Trainer implements AutoCloseable {
    private final Recipe recipe;
    private final TrainingData data;
    private final Batches batches;
    private final Schedule schedule;
    private final Model model;
    private final Optimizer.Run optimizer;
    private final Loss.Run loss;
    private final Gather gather;
    private final BatchGradient gradient;
    private final Assessment assessment;
    private final Progress progress;

    public Trainer(Recipe recipe, TrainingData data) {
        this.recipe = recipe;
        this.data = data;
        recipe.network().check(data.shape(), data.outputs());
        batches = new Batches(data.train().size(), recipe.batchSize(), Batches.Remainder.SKIP_ONE);
        schedule = recipe.schedule().resolved(recipe.every() == Every.STEP ? steps() : recipe.epochs());
        Torch.useThreads(recipe.threads());
        model = new Model(recipe.network().with(recipe.normalization()), data.shape(), recipe.precision());
        model.initialize(recipe.initialization(), recipe.seed());
        optimizer = recipe.optimizer().start(model.parameters(), model.gradients());
        loss = recipe.loss().start(recipe.precision());
        gather = new Gather(data.train());
        gradient = new BatchGradient(model, loss, gather, recipe.passing());
        assessment = new Assessment(recipe, data, model);
        progress = new Progress(
                new DivergenceGuard(recipe.divergence(), recipe.loss().floor(data.outputs())));
    }

    /**
     * Trains until an epoch (counted from 1) is finished, the observer stops it, or it fails.
     *
     * @return how it ended; diverging and running out of memory are results, not exceptions
     */
    public RunEnd run(int untilEpoch, Observer observer) {
        Torch.useThreads(recipe.threads());
        try {
            while (progress.epoch() < untilEpoch) {
                long begun = System.nanoTime();
                gather.order(BatchOrder.permutation(
                        recipe.seed(), progress.epoch(), data.train().size()));

                while (progress.batch() < batches.count()) {
                    if (observer.stops()) {
                        return end(RunEnd.Kind.STOPPED, "");
                    }
                    double rate = rate();
                    double batchLoss = step(rate);
                    if (progress.diverges(batchLoss, rate)) {
                        return end(RunEnd.Kind.DIVERGED, "loss " + (float) batchLoss + " at step " + progress.step());
                    }
                    if (recipe.every() == Every.STEP) {
                        progress.read(batchLoss);
                    }
                    observer.onStep(new StepEvent(progress.step(), steps(), progress.epoch(), batchLoss, rate));
                }

                Scores validation = evaluate(progress.epoch() + 1);
                if (!Double.isFinite(validation.loss())) {
                    return end(RunEnd.Kind.DIVERGED, "validation loss " + validation.loss());
                }
                if (recipe.every() == Every.EPOCH) {
                    progress.read(validation.loss());
                }
                double trainLoss = progress.meanLoss();
                progress.finishEpoch();
                double seconds = (System.nanoTime() - begun) / 1e9;
                observer.onEpoch(new EpochEvent(
                        progress.epoch(),
                        recipe.epochs(),
                        progress.step(),
                        trainLoss,
                        progress.rate(),
                        validation,
                        seconds));
            }
            return end(RunEnd.Kind.REACHED, "");
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (OutOfMemory.caused(failure)) {
                return end(
                        RunEnd.Kind.OUT_OF_MEMORY,
                        "batch_size " + recipe.batchSize() + " needs more memory than there is");
            }
            throw failure;
        }
    }

    /** One optimizer step on the next batch; gives the batch's loss before it. */
    private double step(double rate) {
        try (Scope scope = Scope.open()) {
            Pass pass = Pass.train(recipe.seed() + progress.step(), progress.step())
                    .averagingAll(recipe.statistics() instanceof Statistics.Cumulative);
            double batchLoss = gradient.of(batches.start(progress.batch()), batches.length(progress.batch()), pass);
            Double clipNorm = recipe.clipNorm();
            if (clipNorm != null) {
                Clip.byNorm(model.gradients(), clipNorm);
            }
            optimizer.step(rate);
            return batchLoss;
        }
    }

    private double rate() {
        long schedulerStep = recipe.every() == Every.STEP ? progress.step() : progress.epoch();
        return schedule.rate(recipe.learningRate(), schedulerStep, progress.readings());
    }

    private long steps() {
        return (long) batches.count() * recipe.epochs();
    }

    private RunEnd end(RunEnd.Kind kind, String detail) {
        return new RunEnd(kind, progress.step(), detail);
    }

    /** The scores that the latest finished epoch ended with: on the same statistics, also after a restore. */
    Scores evaluate() {
        return evaluate(progress.epoch());
    }

    /** Scores on the validation examples, after the statistics of normalization were brought up to date. */
    private Scores evaluate(int finishedEpochs) {
        return assessment.scores(finishedEpochs, progress.step());
    }

    /** What the choice of normalization statistics is worth; empty where there is nothing to choose. */
    Optional<StatisticsGap> statisticsGap() {
        return assessment.gap(progress.epoch(), progress.step());
    }

    /** The model as it stands; owned by this trainer. */
    public Model model() {
        return model;
    }

    /** Finished epochs. */
    public int epoch() {
        return progress.epoch();
    }

    /** Optimizer steps made. */
    public long step() {
        return progress.step();
    }

    /** The run's whole state. */
    public Checkpoint save() {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>(model.state());
        List<Tensor> buffers = optimizer.state();
        for (int i = 0; i < buffers.size(); i++) {
            float[] numbers = Tensors.floats(buffers.get(i));
            tensors.put("optimizer." + i, new SafeTensors.Values(List.of((long) numbers.length), numbers));
        }
        Map<String, String> metadata = progress.save();
        metadata.put(Checkpoint.RECIPE, Checkpoint.fingerprint(recipe));
        return new Checkpoint(new SafeTensors(tensors, metadata));
    }

    /** Continues where a checkpoint of the same recipe was taken. */
    public void restore(Checkpoint checkpoint) {
        checkpoint.check(recipe);
        Map<String, SafeTensors.Values> named =
                new LinkedHashMap<>(checkpoint.content().tensors());
        named.keySet().removeIf(name -> name.startsWith("optimizer."));
        model.load(named);
        List<Tensor> buffers = optimizer.state();
        try (Scope scope = Scope.open()) {
            for (int i = 0; i < buffers.size(); i++) {
                float[] numbers = checkpoint.tensor("optimizer." + i).numbers();
                buffers.get(i).copy_(Tensors.ofFloats(numbers, numbers.length));
            }
        }
        optimizer.resumeAt(checkpoint.step());
        progress.restore(checkpoint);
    }

    @Override
    public void close() {
        gradient.close();
        gather.close();
        loss.close();
        optimizer.close();
        model.close();
    }
}
