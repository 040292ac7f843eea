package joyul.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The width of the terminal as {@code stty} knows it, asked again every few seconds because windows are resized. */
final class TerminalWidth implements IntSupplier {
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;
    private static final long NANOS_BETWEEN = 3_000_000_000L;

    private final LongSupplier nanoTime;
    private int width;
    private long asked;

    TerminalWidth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized int getAsInt() {
        long now = nanoTime.getAsLong();
        if (width == 0 || now - asked > NANOS_BETWEEN) {
            asked = now;
            width = ask();
        }
        return width;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return stty.waitFor(1, TimeUnit.SECONDS) ? parse(size) : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Reads {@code ROWS COLUMNS}; a terminal that does not know its size says {@code 0 0}. */
    static int parse(String size) {
        String[] numbers = size.split(" ", -1);
        boolean known = numbers.length == 2 && numbers[1].matches("[1-9]\\d{0,4}");
        return known ? Math.max(NARROWEST, Integer.parseInt(numbers[1])) : USUAL;
    }
}
