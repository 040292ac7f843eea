package joyul.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A trial that needs a megabyte of native memory for each example, or behaves as its text says above 20. */
public final class ByteTrial implements BatchTrial {
    private final String behaviour;

    public ByteTrial(String behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public Run start(int batch) {
        List<ByteBuffer> memory = new ArrayList<>();
        return () -> {
            if (batch > 20) {
                misbehave();
            }
            while (memory.size() < batch) {
                ByteBuffer megabyte = ByteBuffer.allocateDirect(1 << 20);
                for (int i = 0; i < megabyte.capacity(); i += 4096) {
                    megabyte.put(i, (byte) 1);
                }
                memory.add(megabyte);
            }
            sleep();
        };
    }

    private void misbehave() {
        switch (behaviour) {
            case "fails" -> throw new IllegalStateException("the loss\nis not a number");
            case "killed" -> kill();
            case "shouts" -> throw new IllegalStateException("\u001b[31m" + "no ".repeat(100_000));
            case "prints" -> print();
            case "heap" -> throw new OutOfMemoryError("Java heap space");
            default -> {}
        }
    }

    private static void print() {
        String line = "x".repeat(1 << 16);
        while (true) {
            System.out.println(line);
        }
    }

    /** As the system does it when memory runs out. */
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            Thread.sleep(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
