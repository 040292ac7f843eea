package joyul.train;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;

/**
 * A run's metrics as JSON lines, one per optimizer step and one per epoch. A resumed run drops the lines behind its
 * checkpoint, so that each step stands there once.
 */
final class MetricsLog implements AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"step\":(\\d+)");

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
        try {
            List<String> kept = step == 0 || !Files.exists(file)
                    ? List.of()
                    : Files.readAllLines(file).stream()
                            .filter(line -> stepOf(line) <= step)
                            .toList();
            Writer out = Files.newBufferedWriter(
                    file,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            for (String line : kept) {
                out.write(line + "\n");
            }
            return new MetricsLog(file, out);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static long stepOf(String line) {
        Matcher matcher = STEP.matcher(line);
        boolean whole = line.endsWith("}") && matcher.find();
        return whole ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
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
