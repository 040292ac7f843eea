package tuning;

import java.lang.management.ManagementFactory;

/** Wall time of an arm, and how much of the processors' time this program had in it. */
record Clock(long begunNanos, long begunProcess) {
    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    static Clock start() {
        return new Clock(System.nanoTime(), process());
    }

    double seconds() {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    double busy() {
        return (process() - begunProcess) / 1e9 / seconds() / PROCESSORS;
    }

    private static long process() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
