package joyul.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import joyul.torch.Torch;

/** Starts libtorch with a word to whoever waits for it, and explains where it cannot start. */
final class Libtorch {
    private Libtorch() {}

    /** Loads the native libraries; on a terminal, or where it takes more than a second, it says so before. */
    static void start(Console console) {
        String words = "starting libtorch" + (isUnpacked() ? "" : " (the first start unpacks some 400 MB)") + " ...";
        if (console.isTerminal()) {
            console.live(words);
            Torch.start();
            console.clear();
            return;
        }
        CountDownLatch started = new CountDownLatch(1);
        Thread speaker = new Thread(() -> sayLater(words, started, console), "joyul-libtorch-start");
        speaker.setDaemon(true);
        speaker.start();
        try {
            Torch.start();
        } finally {
            started.countDown();
        }
    }

    private static void sayLater(String words, CountDownLatch started, Console console) {
        try {
            if (!started.await(1, TimeUnit.SECONDS)) {
                console.log(words);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether JavaCPP's cache holds libtorch already. */
    private static boolean isUnpacked() {
        String folder = System.getProperty(
                "org.bytedeco.javacpp.cachedir",
                Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(folder), "pytorch-*")) {
            return jars.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a failure says that libtorch's native part is not there or cannot be loaded. */
    static boolean isMissing(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof UnsatisfiedLinkError
                || (failure instanceof NoClassDefFoundError
                        && (text.contains("bytedeco") || text.contains("joyul/torch") || text.contains("joyul.torch")));
    }

    static String missing(Throwable failure) {
        return "libtorch cannot be loaded on this machine (" + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ": " + failure.getMessage()
                + "); training needs linux-x86_64, macosx-arm64 or windows-x86_64, and room for 400 MB in "
                + Path.of(System.getProperty("user.home"), ".javacpp");
    }
}
