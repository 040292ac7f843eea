package joyul.storage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.space.FloatDomain;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;

/** A process of its own that runs trials in a file and says the id of each finished one. */
final class Child {
    static final String STUDY = "shared";

    private final Process process;
    final BufferedReader said;

    private Child(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Path file, int trials) throws IOException {
        return start(Child.class.getName(), file, Integer.toString(trials));
    }

    /** A process that runs that class. */
    static Child start(String main, Path file, String... more) throws IOException {
        return start(List.of(), main, file, more);
    }

    static Child start(List<String> options, String main, Path file, String... more) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Djoyul.cache=" + System.getProperty("joyul.cache", String.valueOf(file.getParent()))));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main, file.toString()));
        command.addAll(List.of(more));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** As the product has it: SQLite's driver logs through SLF4J where a test library brought it. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    int end() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        // Through the handle, which leaves the output open for what was said before.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** To the process that started this one. */
    static void say(Object line) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(line);
    }

    public static void main(String[] arguments) {
        try (Storage storage = Storages.open("sqlite:" + arguments[0])) {
            long study = study(storage);
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                Trial trial = storage.startTrial(study);
                storage.setParameter(trial.id(), "x", trial.number() / 1e6, new FloatDomain(0, 1, Scale.LINEAR, null));
                storage.setReading(trial.id(), 0, trial.number());
                storage.setAttribute(trial.id(), "text", "조율".repeat(200));
                storage.finish(trial.id(), TrialState.COMPLETE, (double) trial.number());
                say(trial.id());
            }
        }
    }

    private static long study(Storage storage) {
        try {
            return storage.createStudy(STUDY, Direction.MINIMIZE);
        } catch (InputException taken) {
            return storage.findStudy(STUDY).orElseThrow();
        }
    }
}
