package joyul.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joyul.batch.Averaging;
import joyul.batch.NoiseSample;
import joyul.batch.NoiseScale;
import joyul.batch.NoiseTrail;
import joyul.check.InputException;
import joyul.file.AtomicFile;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingEvent;

/**
 * The gradient noise along a run that lives in a folder, as {@code noise.csv} beside its other files: written after every
 * epoch and at the end, and gone on with where a run is resumed.
 */
public final class NoiseLog implements Observer, AutoCloseable {
    public static final String FILE = "noise.csv";

    /** Measuring takes this much of the training time at most; one sample's time may come on top in a very short run. */
    public static final double SHARE = 0.03;

    private static final String HEAD = "step,gradient_square,noise,noise_scale,low,high";
    private static final int WINDOW = 20;

    private final Path file;
    private final NoiseWatch watch;
    private final StringBuilder text = new StringBuilder(HEAD).append('\n');
    private int worded;

    /**
     * A log for one run.
     *
     * @param folder of the run
     * @param next hears everything too
     */
    public NoiseLog(Path folder, Observer next) {
        file = folder.resolve(FILE);
        watch = new NoiseWatch(new NoiseSampling.Share(SHARE), next);
    }

    @Override
    public void onStart(Trainer trainer) {
        if (trainer.step() > 0 && Files.exists(file)) {
            resume(trainer.step());
        }
        watch.onStart(trainer);
    }

    /** What was measured behind the checkpoint is measured again. */
    private void resume(long step) {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split(",", -1);
                if (!line.equals(HEAD) && Long.parseLong(cells[0]) <= step) {
                    NoiseSample sample = new NoiseSample(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
                    watch.trail().add(Long.parseLong(cells[0]), sample);
                }
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new InputException("cannot go on with " + file + " (" + e.getMessage() + "); delete it", e);
        }
    }

    @Override
    public void onStep(StepEvent event) {
        watch.onStep(event);
    }

    @Override
    public void onEvent(TrainingEvent event) {
        watch.onEvent(event);
    }

    @Override
    public void onEpoch(EpochEvent event) {
        write();
        watch.onEpoch(event);
    }

    @Override
    public boolean stops() {
        return watch.stops();
    }

    public NoiseTrail trail() {
        return watch.trail();
    }

    private void write() {
        NoiseTrail trail = watch.trail();
        // A row has an interval of a thousand resamples, and is therefore worded once.
        for (; worded < trail.size(); worded++) {
            NoiseSample sample = trail.sample(worded);
            NoiseScale scale = trail.at(worded, new Averaging.Window(WINDOW));
            List<Object> cells = List.of(
                    trail.step(worded),
                    sample.gradientSquare(),
                    sample.noise(),
                    scale.value(),
                    scale.low(),
                    scale.high());
            text.append(String.join(",", cells.stream().map(String::valueOf).toList()))
                    .append('\n');
        }
        AtomicFile.write(file, text.toString());
    }

    /** Writes the file a last time and frees the memory. */
    @Override
    public void close() {
        watch.close();
        write();
    }
}
