package joyul.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.file.AtomicFile;
import joyul.file.InputFile;
import joyul.noise.Averaging;
import joyul.noise.NoiseSample;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.RunStarted;
import joyul.train.Trainer;

/**
 * The gradient noise along a run that lives in a folder, as {@code noise.csv} beside its other files: rows are added after
 * every epoch and at the end, and gone on with where a run is resumed.
 */
public final class NoiseLog implements Listener, AutoCloseable {
    public static final String FILE = "noise.csv";

    /** Measuring takes this much of the training time at most; one sample's time may come on top in a very short run. */
    public static final double SHARE = 0.03;

    private static final String HEAD = "step,gradient_square,noise,noise_scale,low,high";
    private static final int WINDOW = 20;

    private final Path file;
    private final NoiseWatch watch;
    private int written;
    private boolean begun;

    /**
     * A log for one run.
     *
     * @param folder of the run
     */
    public NoiseLog(Path folder) {
        file = folder.resolve(FILE);
        watch = new NoiseWatch(new NoiseSampling.Share(SHARE));
    }

    @Override
    public void on(Event event) {
        if (event instanceof RunStarted started) {
            begin(started.trainer());
        } else if (event instanceof EpochEvent) {
            append();
        }
        watch.on(event);
    }

    private void begin(Trainer trainer) {
        if (trainer.step() > 0 && Files.exists(file)) {
            resume(trainer.step());
        }
        written = 0;
        AtomicFile.write(file, HEAD + "\n" + newRows());
        begun = true;
    }

    /** What was measured behind the checkpoint is measured again, and a row that a power cut left half is not there. */
    private void resume(long step) {
        String text = InputFile.text(file, InputFile.TEXT_BYTES);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(HEAD)) {
                resume(i + 1, lines.get(i), step);
            }
        }
    }

    private void resume(int number, String line, long until) {
        try {
            String[] cells = line.split(",", -1);
            long step = Long.parseLong(cells[0]);
            NoiseSample sample = new NoiseSample(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
            if (step <= until) {
                watch.trail().add(step, sample);
            }
        } catch (InputException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new InputException(
                    "cannot go on with " + file + ": line " + number
                            + " must be a step, two numbers and the noise scale" + " with its range, but was "
                            + Quote.of(line) + "; delete the file",
                    e);
        }
    }

    public NoiseTrail trail() {
        return watch.trail();
    }

    /** Adds what is new, to a file that was not refused: to write all of it, forced to the disk, takes longer than a short epoch's measuring. */
    private void append() {
        String rows = begun ? newRows() : "";
        if (rows.isEmpty()) {
            return;
        }
        try {
            Files.writeString(file, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + e.getMessage() + "; free some space", e);
        }
    }

    private String newRows() {
        NoiseTrail trail = watch.trail();
        StringBuilder text = new StringBuilder();
        for (; written < trail.size(); written++) {
            NoiseSample sample = trail.sample(written);
            NoiseScale scale = trail.at(written, new Averaging.Window(WINDOW));
            List<Object> cells = List.of(
                    trail.step(written),
                    sample.gradientSquare(),
                    sample.noise(),
                    scale.value(),
                    scale.low(),
                    scale.high());
            text.append(String.join(",", cells.stream().map(String::valueOf).toList()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Adds the last rows and frees the memory. */
    @Override
    public void close() {
        watch.close();
        append();
    }
}
