package joyul.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The child process of a {@link CeilingProbe}: reads batch sizes from its input, one a line, tries each, and adds its
 * answer to a file. It ends with its input, so it never outlives its parent by more than one size.
 */
final class TrialChild {
    static final String READY = "ready";
    static final String TRAINED = "trained";
    static final String MEMORY = "memory";
    static final String FAILED = "failed";

    /** So long are steps timed, about; at least so many, and at most. */
    static final double SECONDS = 0.4;

    private static final int LONGEST = 1_000;
    private static final int FEWEST = 3;
    private static final int MOST = 200;

    private TrialChild() {}

    /** Arguments: file for the answers, class of the trial, and its text if it takes one. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path answers = Path.of(arguments[0]);
        BatchTrial trial = trial(arguments[1], arguments.length > 2 ? arguments[2] : "");
        answer(answers, READY);
        BufferedReader sizes = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = sizes.readLine(); line != null; line = sizes.readLine()) {
            answer(answers, tried(trial, Integer.parseInt(line)));
        }
    }

    private static BatchTrial trial(String name, String text) throws ReflectiveOperationException {
        for (Constructor<?> constructor : Class.forName(name).getConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return (BatchTrial) constructor.newInstance();
            }
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == String.class) {
                return (BatchTrial) constructor.newInstance(text);
            }
        }
        throw new NoSuchMethodException(name + " has no public constructor without parameters or with one String");
    }

    private static String tried(BatchTrial trial, int batch) {
        try (BatchTrial.Run run = trial.start(batch)) {
            run.step();
            double second = run.seconds(1);
            run.evaluate();
            int more = (int) Math.max(FEWEST, Math.min(MOST, SECONDS / Math.max(second, 1e-9)));
            return TRAINED + " " + run.seconds(more);
        } catch (OutOfMemoryError full) {
            return MEMORY;
        } catch (RuntimeException failure) {
            return FAILED + " " + said(failure).replaceAll("\\s+", " ");
        }
    }

    /** As much of a message as an answer needs. */
    private static String said(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, Math.min(message.length(), LONGEST));
    }

    private static void answer(Path answers, String line) throws IOException {
        Files.writeString(answers, line + "\n", StandardOpenOption.APPEND);
    }
}
