package joyul.cli;

import joyul.torch.LibraryFiles;
import joyul.torch.Torch;

/** Starts libtorch with a word to whoever waits for it, and explains where it cannot start. */
final class Libtorch {
    private Libtorch() {}

    /** Loads the native libraries; says so before where they have to be unpacked, and while it lasts on a terminal. */
    static void start(Console console) {
        if (!LibraryFiles.areUnpacked()) {
            console.log(console.say("machine.unpacking"));
        }
        console.live(console.say("machine.starting"));
        Torch.start();
        console.clear();
    }

    /** Whether a failure says that libtorch's native part is not there or cannot be loaded. */
    static boolean isMissing(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof UnsatisfiedLinkError
                || (failure instanceof NoClassDefFoundError
                        && (text.contains("bytedeco") || text.contains("joyul/torch") || text.contains("joyul.torch")));
    }

    /** The deepest cause says most: that a library lacks a part, or stands where nothing may be run. */
    static String missing(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return "libtorch cannot be loaded on this machine (" + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ": " + cause.getMessage()
                + "); training needs linux-x86_64, macosx-arm64 or windows-x86_64, and a folder for 450 MB of programs,"
                + " which JOYUL_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR names";
    }
}
