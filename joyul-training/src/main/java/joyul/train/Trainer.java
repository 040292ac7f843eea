package joyul.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.Guarded;
import joyul.data.BatchOrder;
import joyul.data.Batches;
import joyul.explain.AveragesGap;
import joyul.file.SafeTensors;
import joyul.layer.Pass;
import joyul.model.Model;
import joyul.model.Scores;
import joyul.optim.Optimizer;
import joyul.rate.Readings;
import joyul.rate.ScheduleEvent;
import joyul.recipe.EarlyStop;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;
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
    private static final String OPTIMIZER = "optimizer";
    private static final String UPDATES = "updates";

    private final Recipe recipe;
    private final TrainingData data;
    private final BatchGrowth growth;
    private final Settings settings;
    private final Model model;
    private final Optimizer.Run optimizer;
    private final TrainingStep training;
    private final Assessment assessment;
    private final DivergenceGuard guard;
    private final BestWeights best;
    private final Progress progress;

    public Trainer(Recipe recipe, TrainingData data) {
        this.recipe = recipe;
        this.data = data;
        data.check(recipe);
        recipe.network().check(data.shape(), data.outputs());
        growth = new BatchGrowth(recipe, data.train().size());
        settings = new Settings(recipe, growth.first().count());
        Torch.useThreads(recipe.threads());
        model = TrainingStep.model(recipe, data.shape());
        model.initialize(recipe.initialization(), recipe.seed());
        optimizer = recipe.optimizer().start(model.parameters(), model.gradients());
        training = new TrainingStep(recipe, model, data.train());
        assessment = new Assessment(recipe, data, model);
        guard = guard();
        best = new BestWeights(model, optimizer);
        progress = new Progress(recipe.every());
    }

    private DivergenceGuard guard() {
        Divergence rule = new Divergence(recipe.divergence(), recipe.loss().floor(data.outputs()));
        return switch (recipe.guard()) {
            case OFF -> new DivergenceGuard();
            case STRICT -> new StrictGuard(rule);
            case ON -> new RollBackGuard(new Overshoot(rule, data.constantLoss(recipe.loss())), model, optimizer);
        };
    }

    /**
     * Trains until an epoch (counted from 1) is finished, early stopping stops it, or it fails.
     *
     * @return how it ended
     */
    public RunEnd run(int untilEpoch) {
        return run(untilEpoch, Listener.NONE);
    }

    /** That run, heard by a listener. */
    public RunEnd run(int untilEpoch, Listener listener) {
        return run(untilEpoch, listener, new Cancellation());
    }

    /**
     * Trains until an epoch (counted from 1) is finished, it is cancelled between two steps, early stopping stops it, or it
     * fails. A run that has diverged or was stopped early does not go on.
     *
     * @param listener hears each {@link RunEvent}
     * @return how it ended; diverging and running out of memory are results, not exceptions
     */
    public RunEnd run(int untilEpoch, Listener listener, Cancellation cancellation) {
        Torch.useThreads(recipe.threads());
        listener.on(new RunStarted(this));
        NextStep next = new NextStep(this);
        try {
            while (progress.end().isEmpty() && progress.epoch() < untilEpoch) {
                long begun = System.nanoTime();
                training.order(
                        BatchOrder.permutation(
                                recipe.seed(), progress.epoch(), data.train().size()),
                        recipe.seed(),
                        progress.epoch());
                BatchGrowth.Stage stage = growth.at(progress.epoch(), progress.validations());
                Batches batches = stage.batches();

                while (progress.batch() < batches.count()) {
                    listener.on(next);
                    if (cancellation.cancelled()) {
                        return end(Ending.STOPPED, "");
                    }
                    Optimizer.Setting setting = settings.at(
                            progress.schedulerStep(), progress.readings(), guard.rateFactor() * stage.rateFactor());
                    Step step = step(batches, setting);
                    int epoch = progress.epoch();
                    progress.count(step.loss(), setting.rate(), step.moved());
                    if (guard.hasGivenUp()) {
                        return diverged("loss " + (float) step.loss());
                    }
                    guard.after(progress.step()).ifPresent(event -> tell(event, listener));
                    if (recipe.every() == Every.STEP) {
                        heedSchedule(listener);
                    }
                    listener.on(new StepEvent(progress.step(), steps(), epoch, step.loss(), setting.rate()));
                    if (progress.end().isPresent()) {
                        return progress.end().get();
                    }
                }

                Scores validation = evaluate(progress.epoch() + 1);
                Optional<TrainingEvent> rescue = guard.afterEpoch(validation.loss(), progress.step());
                if (guard.hasGivenUp()) {
                    return diverged("validation loss " + validation.loss());
                }
                if (rescue.isPresent()) {
                    tell(rescue.get(), listener);
                    validation = evaluate(progress.epoch() + 1);
                }
                double trainLoss = progress.meanLoss();
                progress.finishEpoch(validation.loss());
                if (keepsBest()) {
                    best.offer(validation.loss(), progress.epoch(), progress.step());
                }
                if (recipe.every() == Every.EPOCH) {
                    heedSchedule(listener);
                }
                heedEarlyStopping(listener);
                double seconds = (System.nanoTime() - begun) / 1e9;
                listener.on(new EpochEvent(
                        progress.epoch(),
                        recipe.epochs(),
                        progress.step(),
                        trainLoss,
                        progress.rate(),
                        validation,
                        seconds));
            }
            return progress.end().orElseGet(this::reached);
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (OutOfMemory.caused(failure)) {
                return end(
                        Ending.OUT_OF_MEMORY, "batch_size " + recipe.batchSize() + " needs more memory than there is");
            }
            throw failure;
        }
    }

    /**
     * One step that was made.
     *
     * @param loss the mean over the batch, before the update
     * @param moved whether the guard let the update be made
     */
    private record Step(double loss, boolean moved) {}

    /** One optimizer step on the next batch. */
    private Step step(Batches batches, Optimizer.Setting setting) {
        try (Scope scope = Scope.open()) {
            optimizer.showIterate();
            Pass pass = training.pass(recipe.seed(), progress.step());
            double batchLoss =
                    training.gradient(batches.start(progress.batch()), batches.length(progress.batch()), pass);
            if (!guard.admits(batchLoss)) {
                return new Step(batchLoss, false);
            }
            training.update(optimizer, setting);
            return new Step(batchLoss, true);
        }
    }

    /** Does what the schedule asks for besides its rate, once a reading is in. */
    private void heedSchedule(Listener listener) {
        Optional<ScheduleEvent> asked = settings.event(progress.schedulerStep(), progress.readings());
        if (asked.isEmpty()) {
            return;
        }
        if (asked.get() instanceof ScheduleEvent.Stop) {
            stopEarly(listener);
        } else if (best.isKnown()) {
            best.putBack();
            guard.weightsReplaced();
            tell(TrainingEvent.Kind.BACKTRACKED, best.step(), listener);
        }
    }

    private void heedEarlyStopping(Listener listener) {
        EarlyStop rule = recipe.earlyStopping();
        if (rule != null && progress.end().isEmpty() && rule.stops(progress.validations())) {
            stopEarly(listener);
        }
    }

    /** Ends the run with its best weights, and with the statistics that were estimated for them. */
    private void stopEarly(Listener listener) {
        if (best.isKnown()) {
            best.putBack();
            progress.show(best.epoch());
        }
        tell(TrainingEvent.Kind.STOPPED_EARLY, best.isKnown() ? best.step() : progress.step(), listener);
        progress.end(Ending.STOPPED_EARLY, "");
    }

    private void tell(TrainingEvent.Kind kind, long backTo, Listener listener) {
        tell(new TrainingEvent(kind, progress.step(), backTo, guard.rateFactor()), listener);
    }

    private void tell(TrainingEvent event, Listener listener) {
        progress.add(event);
        listener.on(event);
    }

    private RunEnd diverged(String loss) {
        return progress.end(Ending.DIVERGED, loss + " at step " + progress.step() + guard.tried());
    }

    /** The end of the epochs asked for; a run whose latest validation loss is no number has diverged, guarded or not. */
    private RunEnd reached() {
        Readings losses = progress.validations();
        return losses.size() == 0 || Double.isFinite(losses.at(losses.size() - 1))
                ? end(Ending.REACHED, "")
                : diverged("validation loss " + losses.at(losses.size() - 1));
    }

    /** Whether something may ask for the best weights. */
    private boolean keepsBest() {
        return recipe.earlyStopping() != null || settings.mayAsk();
    }

    private long steps() {
        return growth.steps(progress.epoch(), progress.step(), progress.batch(), progress.validations());
    }

    private RunEnd end(Ending kind, String detail) {
        return new RunEnd(kind, progress.step(), detail);
    }

    /** The scores that the epoch ended with whose weights stand here: on the same statistics, also after a restore. */
    public Scores evaluate() {
        return evaluate(progress.shownEpoch());
    }

    /** Scores on the validation examples, after the statistics of normalization were brought up to date. */
    private Scores evaluate(int finishedEpochs) {
        optimizer.showAverage();
        return assessment.scores(finishedEpochs, progress.step());
    }

    /** How far the moving averages are from precise statistics; empty where no normalization keeps any. */
    Optional<AveragesGap> averagesGap() {
        optimizer.showAverage();
        return assessment.gap(progress.shownEpoch(), progress.step());
    }

    /** The model with the weights that are to be evaluated and kept; owned by this trainer. */
    public Model model() {
        optimizer.showAverage();
        return model;
    }

    public Recipe recipe() {
        return recipe;
    }

    public TrainingData data() {
        return data;
    }

    /** Finished epochs. */
    public int epoch() {
        return progress.epoch();
    }

    /** Optimizer steps made. */
    public long step() {
        return progress.step();
    }

    /** What happened to the run besides its steps, in order. */
    public List<TrainingEvent> events() {
        return List.copyOf(progress.events());
    }

    /** The run's whole state. */
    public Checkpoint save() {
        optimizer.showIterate();
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>(model.state());
        List<Tensor> buffers = optimizer.state();
        for (int i = 0; i < buffers.size(); i++) {
            float[] numbers = Tensors.floats(buffers.get(i));
            tensors.put(OPTIMIZER + "." + i, new SafeTensors.Values(List.of((long) numbers.length), numbers));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Checkpoint.put(metadata, recipe);
        metadata.put(UPDATES, Long.toString(optimizer.steps()));
        metadata.put(OPTIMIZER, Checkpoint.text(optimizer.numbers()));
        Map<String, double[]> series = new LinkedHashMap<>();
        progress.save(metadata, series);
        guard.save(tensors, metadata);
        best.save(tensors, metadata);
        return new Checkpoint(new SafeTensors(tensors, series, metadata));
    }

    /** Continues where a checkpoint of the same recipe was taken. */
    public void restore(Checkpoint checkpoint) {
        Guarded.read("the checkpoint", () -> {
            takeOver(checkpoint);
            return checkpoint;
        });
    }

    private void takeOver(Checkpoint checkpoint) {
        checkpoint.check(recipe);
        optimizer.showIterate();
        Map<String, SafeTensors.Values> named = new LinkedHashMap<>();
        for (String name : model.named().keySet()) {
            named.put(name, checkpoint.tensor(name));
        }
        model.load(named);
        List<Tensor> buffers = optimizer.state();
        try (Scope scope = Scope.open()) {
            for (int i = 0; i < buffers.size(); i++) {
                float[] numbers =
                        checkpoint.flat(OPTIMIZER + "." + i, buffers.get(i).numel());
                buffers.get(i).copy_(Tensors.ofFloats(numbers, numbers.length));
            }
        }
        optimizer.resumeAt(checkpoint.number(UPDATES), checkpoint.numbers(OPTIMIZER));
        progress.restore(checkpoint);
        guard.restore(checkpoint);
        best.restore(checkpoint);
    }

    @Override
    public void close() {
        best.close();
        guard.close();
        training.close();
        optimizer.close();
        model.close();
    }
}
