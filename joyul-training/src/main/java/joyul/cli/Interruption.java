package joyul.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import joyul.run.Cancellation;

/**
 * The user's wish to stop (SIGINT or SIGTERM). A command that can save its state is given the time to do so; any other,
 * and one whose user insists by a second signal, ends at once.
 */
final class Interruption {
    /** The exit code of an interrupted command, by convention 128 + SIGINT. */
    static final int EXIT_CODE = 130;

    private static final int MILLIS_BETWEEN = 50;

    private final Cancellation cancellation = new Cancellation();
    private volatile boolean saving;
    private final CountDownLatch done = new CountDownLatch(1);

    /** Hears the signals of this process from now on. */
    void listen() {
        Thread hook = new Thread(this::onShutdown, "joyul-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Asks the running command to stop. */
    void request() {
        cancellation.cancel();
    }

    /** The token of whatever the command computes. */
    Cancellation cancellation() {
        return cancellation;
    }

    boolean requested() {
        return cancellation.cancelled();
    }

    /** Runs work that heeds {@link #cancellation}, saves its state then, and returns. */
    int whileSaving(IntSupplier work) {
        saving = true;
        try {
            return work.getAsInt();
        } finally {
            saving = false;
        }
    }

    /** The command has printed all it will; nothing more is waited for. */
    void finish() {
        done.countDown();
    }

    private void onShutdown() {
        if (done.getCount() == 0) {
            return;
        }
        request();
        awaitSaved(() -> signals() > 1);
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private void awaitSaved(BooleanSupplier insists) {
        try {
            while (saving && done.getCount() > 0 && !insists.getAsBoolean()) {
                Thread.sleep(MILLIS_BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How many signals wait for this shutdown. The first one runs it, and Java gives each later one a thread that is
     * blocked until it ends; there is no other supported way to hear it.
     */
    private static long signals() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("SIG[A-Z]+ handler"))
                .count();
    }
}
