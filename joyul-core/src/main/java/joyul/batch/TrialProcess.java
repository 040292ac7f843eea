package joyul.batch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joyul.check.Check;
import joyul.check.Guarded;
import joyul.check.InputException;
import joyul.run.Cancellation;
import joyul.run.Cancelled;

/** A {@link TrialChild} at work, seen from its parent, which ends it when it uses more memory than it may. */
final class TrialProcess implements AutoCloseable {
    private static final int MILLIS_BETWEEN = 2;

    /** A child that prints more than this is ended. */
    private static final long MOST_PRINTED = 16L << 20;

    /** So many characters of what a child says are shown. */
    private static final int MOST_SAID = 300;

    /** So much of the end of what a child printed is looked at for why it ended. */
    private static final int TAIL = 1 << 16;

    /** Exit codes from here on mean that a signal ended the process. */
    private static final int SIGNAL = 128;

    private final Process process;
    private final Path answers;
    private final Path log;
    private final MemorySize limit;
    private int answered;

    private TrialProcess(Process process, Path answers, Path log, MemorySize limit) {
        this.process = process;
        this.answers = answers;
        this.log = log;
        this.limit = limit;
    }

    /** What a child said to a size, or how it ended over it, shortened. */
    record Answer(String word, String rest) {
        Answer {
            rest = rest.length() <= MOST_SAID ? rest : rest.substring(0, MOST_SAID) + "…";
        }

        /** What a step took, by a child that trained. */
        double seconds() {
            return Guarded.read(
                    "a trial's answer", () -> Check.positive("seconds of a step", Double.parseDouble(rest)));
        }

        boolean ready() {
            return word.equals(TrialChild.READY);
        }

        boolean trained() {
            return word.equals(TrialChild.TRAINED);
        }

        boolean outOfMemory() {
            return word.equals(TrialChild.MEMORY);
        }
    }

    /** Starts a child with this process's class path and JVM options. */
    static TrialProcess start(String trial, String text, MemorySize limit) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(TrialProcess::concernsTheChild)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrialChild.class.getName()));
        try {
            Path answers = Files.createTempFile("joyul-batch-", ".answers");
            Path log = Files.createTempFile("joyul-batch-", ".log");
            command.addAll(List.of(answers.toString(), trial, text));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(log.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new TrialProcess(process, answers, log, limit);
        } catch (IOException e) {
            throw new InputException(
                    "cannot start a child process that tries batch sizes: " + e.getMessage()
                            + "; free some space in " + new File(System.getProperty("java.io.tmpdir"))
                            + ", or allow more processes",
                    e);
        }
    }

    /** Agents and archives are the parent's own. */
    private static boolean concernsTheChild(String option) {
        return !option.startsWith("-javaagent")
                && !option.startsWith("-agent")
                && !option.startsWith("-Xrunjdwp")
                && !option.contains("SharedArchiveFile")
                && !option.startsWith("-Xlog");
    }

    /** Waits until the child can try sizes. */
    Answer awaitReady(Cancellation cancellation) {
        return await(cancellation);
    }

    /** Tries a size. */
    Answer attempt(int batch, Cancellation cancellation) {
        try {
            process.getOutputStream().write((batch + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // The child is gone; how it ended says why.
            return ended();
        }
        return await(cancellation);
    }

    long peakBytes() {
        return MemorySize.peak(process.pid()).orElse(0);
    }

    /** The child's next answer; a child above its limit is ended as the system would end it. */
    private Answer await(Cancellation cancellation) {
        try {
            while (true) {
                List<String> lines = Files.readAllLines(answers);
                if (lines.size() > answered) {
                    String[] words = lines.get(answered++).split(" ", 2);
                    boolean above = peakBytes() > limit.bytes();
                    return new Answer(above ? TrialChild.MEMORY : words[0], words.length > 1 ? words[1] : "");
                }
                if (!process.isAlive()) {
                    return ended();
                }
                if (cancellation.cancelled()) {
                    throw new Cancelled();
                }
                if (Files.size(log) > MOST_PRINTED) {
                    process.destroyForcibly().waitFor();
                    return new Answer(
                            TrialChild.FAILED, "it printed more than " + new MemorySize(MOST_PRINTED) + "; print less");
                }
                if (MemorySize.resident(process.pid()).orElse(0) > limit.bytes()) {
                    process.destroyForcibly().waitFor();
                    return new Answer(TrialChild.MEMORY, "");
                }
                Thread.sleep(MILLIS_BETWEEN);
            }
        } catch (IOException e) {
            throw new InputException("cannot read what a child process answered in " + answers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    /** A kill by a signal is taken for the system's answer to a lack of memory. */
    private Answer ended() {
        try {
            int code = process.waitFor();
            String last = tail().lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .reduce((a, b) -> b)
                    .orElse("");
            boolean memory =
                    code >= SIGNAL || last.contains("OutOfMemoryError") || last.contains("insufficient memory");
            return new Answer(memory ? TrialChild.MEMORY : TrialChild.FAILED, last.strip());
        } catch (IOException e) {
            throw new InputException("cannot read what a child process said in " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private String tail() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL));
            ByteBuffer end = ByteBuffer.allocate(TAIL);
            while (end.hasRemaining() && channel.read(end) >= 0) {}
            return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(answers);
            Files.deleteIfExists(log);
        } catch (IOException e) {
            // A file left among the temporary ones is not worth a failure.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
