package joyul.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.AveragesGap;
import joyul.file.FolderLock;
import joyul.file.Folders;
import joyul.model.Evaluation;
import joyul.model.NativeExamples;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.report.RunReport;
import joyul.report.RunResult;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Event;
import joyul.run.Listener;

/**
 * A run that lives in a folder: {@code recipe.yaml}, {@code metrics.jsonl}, {@code checkpoint.safetensors}, and at the end
 * {@code weights.safetensors}. It may be killed at any moment and resumed. The folder is held from the start of the run
 * to its end, so that no other run writes into it.
 */
public final class TrainingFolder {
    public static final String RECIPE = "recipe.yaml";
    public static final String METRICS = "metrics.jsonl";
    public static final String CHECKPOINT = "checkpoint.safetensors";
    public static final String WEIGHTS = "weights.safetensors";

    /** A checkpoint is written after every epoch, and within an epoch as often. */
    private static final Duration SAVE_EVERY = Duration.ofSeconds(20);

    private final Path folder;
    private final Recipe recipe;
    private final Data data;
    private final FolderLock lock;

    private TrainingFolder(Path folder, Recipe recipe, Data data) {
        this.folder = Folders.writable(folder);
        this.recipe = recipe;
        this.data = data;
        lock = FolderLock.hold(folder);
    }

    /**
     * The result of a run in a folder.
     *
     * @param validation scores after the last finished epoch; empty where none was finished in this process
     * @param test scores on the test examples, read once, at the end; empty unless the run reached it
     * @param events what happened to the run besides its steps
     * @param averages how far the moving averages are from precise statistics; empty where there are none, or the run
     *     did not end
     */
    public record Result(
            RunEnd end,
            Optional<Scores> validation,
            Optional<Scores> test,
            List<TrainingEvent> events,
            Optional<AveragesGap> averages,
            Path folder) {
        public Result {
            events = List.copyOf(events);
        }
    }

    /**
     * A run that starts afresh; an unfinished run in the folder is refused, so that nothing is lost by mistake.
     *
     * @throws InputException if the folder holds an unfinished run, cannot be written, or data and recipe do not fit
     */
    public static TrainingFolder fresh(Path folder, Recipe recipe, Data data) {
        return begun(folder, recipe, data, TrainingFolder::requireNoneUnfinished);
    }

    /** A run that starts afresh, whatever the folder holds of another. */
    public static TrainingFolder replacing(Path folder, Recipe recipe, Data data) {
        return begun(folder, recipe, data, run -> {});
    }

    private static TrainingFolder begun(Path folder, Recipe recipe, Data data, Consumer<TrainingFolder> check) {
        recipe.check(data);
        recipe.requireText();
        TrainingFolder run = new TrainingFolder(folder, recipe, data);
        try {
            check.accept(run);
            run.delete(CHECKPOINT);
            run.delete(WEIGHTS);
            run.forgetEnd();
            recipe.write(folder.resolve(RECIPE));
            return run;
        } catch (RuntimeException e) {
            run.lock.close();
            throw e;
        }
    }

    private void requireNoneUnfinished() {
        if (Files.exists(folder.resolve(CHECKPOINT)) && !Files.exists(folder.resolve(WEIGHTS))) {
            throw new InputException(folder
                    + " holds an unfinished run; go on with it by TrainingFolder.resumed, or choose another folder");
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new InputException(
                    "cannot replace the run in " + folder + ": " + e.getMessage() + "; choose another folder", e);
        }
    }

    /**
     * The run that the folder holds, with its recipe, which may have more epochs than before; one that has no checkpoint
     * yet begins at the start.
     */
    public static TrainingFolder resumed(Path folder, Recipe recipe, Data data) {
        recipe.check(data);
        recipe.requireText();
        return new TrainingFolder(folder, recipe, data);
    }

    /** Trains to the end, or until it fails; what was reached is saved, and the folder let go. */
    public Result run() {
        return run(Listener.NONE);
    }

    /** That run, heard by a listener of {@link RunEvent}s. */
    public Result run(Listener listener) {
        return run(listener, new Cancellation());
    }

    /** Trains to the end, or until it is cancelled or fails; what was reached is saved, and the folder let go. */
    public Result run(Listener listener, Cancellation cancellation) {
        try (lock;
                TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            Path checkpoint = folder.resolve(CHECKPOINT);
            int known = 0;
            if (Files.exists(checkpoint)) {
                Checkpoint kept = Checkpoint.read(checkpoint);
                known = kept.events().size();
                restore(trainer, kept);
            }
            try (MetricsLog log = MetricsLog.open(folder.resolve(METRICS), trainer.step(), data.isClassification())) {
                trainer.events().stream().skip(known).forEach(log::on);
                Saving saving = new Saving(trainer, log);
                RunEnd end = trainer.run(recipe.epochs(), Listener.all(log, saving, listener), cancellation);
                return finish(trainer, end, saving.validation);
            }
        }
    }

    private void restore(Trainer trainer, Checkpoint kept) {
        Checkpoint own = kept.extendedTo(recipe);
        trainer.restore(own);
        if (!own.equals(kept)) {
            // From here on the folder holds an unfinished run again, of the longer recipe.
            recipe.write(folder.resolve(RECIPE));
            own.write(folder.resolve(CHECKPOINT));
            delete(WEIGHTS);
            forgetEnd();
        }
    }

    /** A page and scores beside a run that goes on would be those of another. */
    private void forgetEnd() {
        delete(RunResult.FILE);
        delete(RunReport.FILE);
    }

    private Result finish(Trainer trainer, RunEnd end, Optional<Scores> validation) {
        if (end.kind() == Ending.STOPPED) {
            trainer.save().write(folder.resolve(CHECKPOINT));
        }
        if (end.kind() == Ending.DIVERGED) {
            // It would diverge again at the same step: there is nothing to go on with.
            delete(CHECKPOINT);
        }
        if (!end.reached()) {
            scored(end, Optional.empty(), Optional.empty());
            return new Result(end, validation, Optional.empty(), trainer.events(), Optional.empty(), folder);
        }
        boolean latestShown = validation.isPresent() && end.kind() == Ending.REACHED;
        Scores shown = latestShown ? validation.get() : trainer.evaluate();
        Weights.write(trainer.model(), recipe, folder.resolve(WEIGHTS));
        try (NativeExamples test = new NativeExamples(data.test(), recipe.input(), recipe.target())) {
            Scores tested =
                    Evaluation.of(trainer.model(), recipe.loss(), test, Assessment.inference(recipe, trainer.step()));
            scored(end, Optional.of(shown), Optional.of(tested));
            return new Result(
                    end, Optional.of(shown), Optional.of(tested), trainer.events(), trainer.averagesGap(), folder);
        }
    }

    /** Leaves how the run ended, with the loss of each example, so that it can be told of and compared later. */
    private void scored(RunEnd end, Optional<Scores> validation, Optional<Scores> test) {
        Told.result(end, data.isClassification(), validation, test).write(folder.resolve(RunResult.FILE));
    }

    /** Saves a checkpoint after every epoch, and within a long one. */
    private final class Saving implements Listener {
        private final Trainer trainer;
        private final MetricsLog log;
        private Optional<Scores> validation = Optional.empty();
        private long saved = System.nanoTime();

        Saving(Trainer trainer, MetricsLog log) {
            this.trainer = trainer;
            this.log = log;
        }

        @Override
        public void on(Event event) {
            if (event instanceof EpochEvent epoch) {
                validation = Optional.of(epoch.validation());
                save();
            } else if (event instanceof StepEvent && System.nanoTime() - saved > SAVE_EVERY.toNanos()) {
                save();
            }
        }

        private void save() {
            log.flush();
            trainer.save().write(folder.resolve(CHECKPOINT));
            saved = System.nanoTime();
        }
    }
}
