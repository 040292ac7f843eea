package joyul.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.file.AtomicFile;

/**
 * A run's metrics as JSON lines, one per optimizer step and one per epoch. A resumed run drops the lines behind its
 * checkpoint, so that each step stands there once; they are dropped from a copy that takes the file's place whole.
 */
final class MetricsLog implements AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"step\":(\\d{1,18})(?!\\d)");

    private final Path file;
    private final Writer out;

    private MetricsLog(Path file, Writer out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens the log of a run that stands at a step.
     *
     * @param step optimizer steps made so far; 0 starts an empty log
     */
    static MetricsLog open(Path file, long step) {
        AtomicFile.write(file, out -> {
            if (step > 0 && Files.exists(file)) {
                copy(file, step, out);
            }
        });
        try {
            return new MetricsLog(
                    file, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Copies what stands before the checkpoint; Latin-1 keeps every byte, whatever somebody wrote into the file. */
    private static void copy(Path file, long step, OutputStream out) throws IOException {
        Matcher matcher = STEP.matcher("");
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isWhole(line) && matcher.reset(line).find() && Long.parseLong(matcher.group(1)) <= step) {
                    out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** A run that was killed may have left half a line. */
    private static boolean isWhole(String line) {
        return line.startsWith("{") && line.endsWith("}");
    }

    void step(StepEvent event) {
        line(
                "{\"step\":%d,\"epoch\":%d,\"loss\":%s,\"lr\":%s}",
                event.step(), event.epoch() + 1, number(event.loss()), number(event.rate()));
    }

    void event(TrainingEvent event) {
        line(
                "{\"event\":\"%s\",\"step\":%d,\"back_to\":%d,\"rate_factor\":%s}",
                event.kind().text(), event.step(), event.backTo(), number(event.rateFactor()));
    }

    void epoch(EpochEvent event, String metric) {
        line(
                "{\"epoch_end\":%d,\"step\":%d,\"train_loss\":%s,\"validation_loss\":%s,\"validation_%s\":%s,\"lr\":%s,"
                        + "\"seconds\":%s}",
                event.epoch(),
                event.step(),
                number(event.trainLoss()),
                number(event.validation().loss()),
                metric,
                number(event.validation().metric()),
                number(event.rate()),
                number(event.seconds()));
        flush();
    }

    private void line(String form, Object... values) {
        try {
            out.write(String.format(Locale.ROOT, form + "%n", values));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** JSON has no infinities. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static InputException failed(Path file, IOException e) {
        return new InputException(
                "cannot write " + file + ": " + e.getMessage()
                        + "; free some space or choose another folder, then resume",
                e);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
