package joyul.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command in a process of its own, which a test may kill. */
final class Child {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path log;

    private Child(Process process, Path out, Path log) {
        this.process = process;
        this.out = out;
        this.log = log;
    }

    /** Runs a command; leading arguments that start with {@code -X} or {@code -D} go to the JVM. */
    static Child joyul(String... args) throws IOException {
        int options = (int) Arrays.stream(args)
                .takeWhile(arg -> arg.startsWith("-X") || arg.startsWith("-D"))
                .count();
        return java(Main.class, List.of(args).subList(0, options), List.of(args).subList(options, args.length));
    }

    /** Runs a command in a folder. */
    static Child in(Path folder, List<String> args) throws IOException {
        return java(Main.class, List.of(), args, folder);
    }

    static Child java(Class<?> main, List<String> options, List<String> args) throws IOException {
        return java(main, options, args, Path.of(""));
    }

    private static Child java(Class<?> main, List<String> options, List<String> args, Path folder) throws IOException {
        Path out = Files.createTempFile("joyul-test-", ".out");
        Path log = Files.createTempFile("joyul-test-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        return new Child(process, out, log);
    }

    /** As the product has it: SQLite's driver logs through SLF4J where a test library brought it. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until the condition holds; fails when the process ends before. */
    void await(BooleanSupplier condition) throws IOException, InterruptedException {
        await(condition, 20);
    }

    /** As {@link #await(BooleanSupplier)}, asking so often; 0 is always. */
    void await(BooleanSupplier condition, long millisBetween) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                throw new AssertionError("the process ended or hung before; it said: " + out() + log());
            }
            if (millisBetween > 0) {
                Thread.sleep(millisBetween);
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGINT, as Ctrl-C sends it; SIGTERM where whoever started this test had SIGINT ignored for all its children. */
    void interrupt() throws IOException, InterruptedException {
        String signal = ignoresInterrupt() ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    private static boolean ignoresInterrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16) & 2) != 0);
    }

    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the process hung");
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
