package joyul.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs trials, as other processes find it in the storage: where it runs, its number there, and when it
 * began, which tells it from a later one of the same number.
 *
 * @param machine a space of process numbers: a start of a Linux and, in it, a container, or another system's host name;
 *     empty where it cannot be told
 * @param startedMillis since 1970
 */
record Runner(String machine, long pid, long startedMillis) {
    /** Start times of one process differ by this when the system's clock is set between two looks. */
    private static final long SAME_START_MILLIS = 2_000;

    private static final Runner THIS =
            new Runner(thisMachine(), ProcessHandle.current().pid(), started(ProcessHandle.current()));

    /** What one process can know of another. */
    enum Life {
        LIVES,
        HAS_DIED,
        UNKNOWN
    }

    static Runner current() {
        return THIS;
    }

    /** Certain within one machine; else, and where a number has been given again, the heartbeat must tell. */
    Life life() {
        if (machine.isEmpty() || !machine.equals(THIS.machine)) {
            return Life.UNKNOWN;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Life.HAS_DIED;
        }
        return Math.abs(started(process.get()) - startedMillis) <= SAME_START_MILLIS ? Life.LIVES : Life.UNKNOWN;
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Linux names both; a container has process numbers of its own, so that theirs say nothing here. */
    private static String thisMachine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.UTF_8)
                            .strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return host();
        }
    }

    private static String host() {
        String windows = System.getenv("COMPUTERNAME");
        try {
            return windows != null ? windows : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "";
        }
    }

    String json() {
        return Json.write(Map.of("machine", machine, "pid", pid, "started", startedMillis));
    }

    /** The process behind a stored text; one that reads otherwise is an unknown process. */
    static Runner of(String json) {
        Map<String, Object> stored = Json.map(json);
        return new Runner(
                String.valueOf(stored.get("machine")), number(stored.get("pid")), number(stored.get("started")));
    }

    private static long number(@Nullable Object stored) {
        return stored instanceof Number number ? number.longValue() : -1;
    }
}
