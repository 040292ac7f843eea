package joyul.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import joyul.check.InputException;
import joyul.torch.OutOfMemory;
import picocli.CommandLine.ParameterException;

/** What a failure means to the user: one line, and an exit code. */
final class Failures {
    /** Exit code for whatever the user can correct. */
    static final int CORRECTABLE = 2;

    /** Exit code for a mistake in Joyul. */
    static final int BUG = 1;

    private Failures() {}

    /** Says what happened; gives the exit code. */
    static int report(Throwable failure, String[] args, Console console) {
        if (failure instanceof InputException mistake) {
            return correctable(OptionWords.in(mistake.line()), console);
        }
        if (failure instanceof ExceptionInInitializerError first
                && first.getCause() instanceof InputException mistake) {
            return correctable(mistake.line(), console);
        }
        if (failure instanceof ParameterException mistake) {
            return correctable(Mistyped.line(mistake), console);
        }
        if (OutOfMemory.caused(failure)) {
            return correctable(
                    "out of memory; use a smaller batch, network or data set, fewer --jobs, or more heap by"
                            + " JOYUL_JAVA_OPTS=-Xmx4g",
                    console);
        }
        if (failure instanceof InvalidPathException unspelt) {
            return correctable(FileNames.line(unspelt), console);
        }
        if (failure instanceof UncheckedIOException unreadable) {
            return correctable(String.valueOf(unreadable.getMessage()), console);
        }
        if (Libtorch.isMissing(failure)) {
            return correctable(Libtorch.missing(failure), console);
        }
        console.log(
                "this is a bug in Joyul: " + oneLine(failure.toString()) + "; details in " + details(failure, args));
        return BUG;
    }

    private static int correctable(String message, Console console) {
        console.log("joyul: " + oneLine(message));
        return CORRECTABLE;
    }

    /** Whatever the message quotes, a terminal obeys none of it. */
    private static String oneLine(String message) {
        return new InputException(message).line();
    }

    private static String details(Throwable failure, String[] args) {
        StringWriter text = new StringWriter();
        text.append(Version.text()).append('\n');
        text.append("joyul ").append(String.join(" ", args)).append('\n');
        failure.printStackTrace(new PrintWriter(text));
        try {
            Path file = Files.createTempFile("joyul-bug-", ".log");
            Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
            return file.toString();
        } catch (IOException e) {
            return "no file, for the folder of temporary files cannot be written";
        }
    }
}
