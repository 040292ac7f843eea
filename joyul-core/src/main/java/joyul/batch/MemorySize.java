package joyul.batch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;

/**
 * An amount of memory.
 *
 * @param bytes more than 0
 */
public record MemorySize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d++(?:\\.\\d++)?)\\s*+([kmgt]?)i?b?");
    private static final String UNITS = "kmgt";

    public MemorySize {
        Check.atLeast("memory in bytes", bytes, 1);
    }

    /** Reads {@code 4g}, {@code 512m}, {@code 1.5 GB} (powers of 1,024) or a number of bytes. */
    public static MemorySize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int power = 1 + UNITS.indexOf(matcher.group(2));
            double bytes = Double.parseDouble(matcher.group(1))
                    * Math.pow(1024, matcher.group(2).isEmpty() ? 0 : power);
            if (bytes >= 1 && bytes < 0x1p60) {
                return new MemorySize((long) bytes);
            }
        }
        throw new InputException("memory must be like 4g, 512m or 1.5g, but was " + Quote.of(text));
    }

    /** All the memory of this machine, or a container's limit. */
    public static MemorySize ofMachine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new MemorySize(system.getTotalMemorySize());
    }

    /**
     * What a new process may use on this machine now: what is free or can be freed, and no more than a container's limit.
     * Where the system does not tell (not Linux), all the memory there is.
     */
    public static MemorySize available() {
        long all = ofMachine().bytes();
        return new MemorySize(
                Math.min(all, field(Path.of("/proc/meminfo"), "MemAvailable:").orElse(all)));
    }

    /** The memory that a process has in use; empty where the system does not tell (not Linux), or it has ended. */
    static OptionalLong resident(long process) {
        return field(Path.of("/proc", Long.toString(process), "status"), "VmRSS:");
    }

    /** The most that it had in use so far; empty where the system does not tell. */
    static OptionalLong peak(long process) {
        return field(Path.of("/proc", Long.toString(process), "status"), "VmHWM:");
    }

    /** A line such as {@code VmRSS:  123 kB}. */
    private static OptionalLong field(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    String kilobytes = line.substring(name.length()).replaceAll("\\D", "");
                    return OptionalLong.of(1024 * Long.parseLong(kilobytes));
                }
            }
            return OptionalLong.empty();
        } catch (IOException untold) {
            return OptionalLong.empty();
        }
    }

    /** This less a share of it. */
    MemorySize less(double share) {
        return new MemorySize(Math.max(1, (long) (bytes * (1 - share))));
    }

    /** {@code 3.8 GB}, {@code 512 MB}. */
    @Override
    public String toString() {
        double gigabytes = bytes / 0x1p30;
        return gigabytes < 1
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 0x1p20)
                : String.format(Locale.ROOT, gigabytes < 10 ? "%.1f GB" : "%.0f GB", gigabytes);
    }
}
