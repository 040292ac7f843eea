package joyul.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import joyul.batch.Timing;
import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.recipe.Recipe;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Which of several ways to compute trains a recipe fastest on this machine: some training steps in each, in turn, in less
 * than a second. An answer is kept for each network, batch size and processor, and asked again after {@link #DAYS}; one
 * that a busy machine gave is not kept.
 */
public final class EngineSpeed {
    /** An answer older than this is measured again. */
    static final int DAYS = 14;

    /** Changes whenever the way to measure does: an answer of another kind is measured again. */
    private static final String KIND = "turns1";

    private static final long NANOS = 500_000_000L;
    private static final int PRODUCT_SIZE = 256;

    /** bfloat16 must gain so much before it is worth its rounding. */
    private static final double WORTH_ROUNDING = 1.05;

    /** More threads must gain so much, so that noise does not decide how the sums are split. */
    private static final double WORTH_THREADS = 1.2;

    private final Recipe recipe;
    private final Data data;
    private final MachineFacts facts;
    private final Clock clock;
    private final Measurement measurement;

    /** How long the steps of some recipes take; the one seam of this class. */
    interface Measurement {
        Turns of(Map<String, Recipe> ways);
    }

    /** Questions about a recipe on data, which are brought into native memory only where something must be measured. */
    public EngineSpeed(Recipe recipe, Data data, MachineFacts facts) {
        this(recipe, data, facts, Clock.systemUTC(), ways -> measured(ways, recipe, data));
    }

    EngineSpeed(Recipe recipe, Data data, MachineFacts facts, Clock clock, Measurement measurement) {
        this.recipe = recipe;
        this.data = data;
        this.facts = facts;
        this.clock = clock;
        this.measurement = measurement;
    }

    /**
     * The fastest way, and what was measured.
     *
     * @param micros median microseconds of a training step in each way that was tried
     * @param certain false where the machine was too busy to tell; then the choice is the careful one
     */
    public record Fastest(String choice, Map<String, Double> micros, boolean certain) {
        public Precision precision() {
            return Precision.valueOf(choice.toUpperCase(Locale.ROOT));
        }

        public int threads() {
            return Integer.parseInt(choice);
        }
    }

    /** float32 or bfloat16; the latter is tried where its products are not slower from the start. */
    public Fastest precision() {
        return fastest("precision", WORTH_ROUNDING, () -> {
            Map<String, Recipe> ways = new LinkedHashMap<>();
            ways.put("float32", recipe.with(edit -> edit.precision(Precision.FLOAT32)));
            // Without instructions for it a step in bfloat16 can take a hundred times as long.
            if (isBfloat16Hopeful()) {
                ways.put("bfloat16", recipe.with(edit -> edit.precision(Precision.BFLOAT16)));
            }
            return ways;
        });
    }

    /** One thread or all processors, for a run that has the machine to itself. */
    public Fastest threads() {
        return fastest("threads", WORTH_THREADS, () -> {
            Map<String, Recipe> ways = new LinkedHashMap<>();
            for (int threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
                ways.put(String.valueOf(threads), recipe.with(edit -> edit.threads(threads)));
            }
            return ways;
        });
    }

    private Fastest fastest(String question, double worthwhile, Supplier<Map<String, Recipe>> ways) {
        String key = question + "." + id();
        Turns turns = facts.find(key).flatMap(this::parse).orElseGet(() -> {
            Turns measured = measurement.of(ways.get());
            if (measured.isTrustworthy()) {
                facts.keep(key, text(measured));
            }
            return measured;
        });
        Map<String, Double> micros = new LinkedHashMap<>();
        turns.timings().forEach((way, timing) -> micros.put(way, timing.median()));
        return new Fastest(turns.fastest(worthwhile), micros, turns.isTrustworthy());
    }

    private static Turns measured(Map<String, Recipe> recipes, Recipe recipe, Data data) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongSupplier processor =
                threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : () -> -1;
        Map<String, Turns.Way> ways = new LinkedHashMap<>();
        List<StepWay> opened = new ArrayList<>();
        try (TrainingData shared = new TrainingData(data, recipe)) {
            try {
                recipes.forEach((name, way) -> {
                    StepWay steps = new StepWay(way, shared);
                    opened.add(steps);
                    ways.put(name, steps);
                });
                return Turns.of(ways, new Turns.Clocks(System::nanoTime, processor), NANOS);
            } finally {
                opened.forEach(StepWay::close);
                Torch.useThreads(recipe.threads());
            }
        }
    }

    private static boolean isBfloat16Hopeful() {
        Torch.useThreads(1);
        try (Scope scope = Scope.open()) {
            Map<String, Turns.Way> products = new LinkedHashMap<>();
            for (Precision precision : new Precision[] {Precision.FLOAT32, Precision.BFLOAT16}) {
                Tensor factor = torch.ones(new long[] {PRODUCT_SIZE, PRODUCT_SIZE}, precision.options());
                products.put(precision.name(), nanos -> {
                    long begun = System.nanoTime();
                    torch.mm(factor, factor);
                    return (System.nanoTime() - begun) / 1e3;
                });
            }
            Map<String, Timing> timings = Turns.of(products, new Turns.Clocks(System::nanoTime, () -> -1), NANOS)
                    .timings();
            return micros(timings, Precision.BFLOAT16) <= micros(timings, Precision.FLOAT32);
        }
    }

    private static double micros(Map<String, Timing> timings, Precision precision) {
        return Objects.requireNonNull(timings.get(precision.name())).median();
    }

    /** {@code 2026-11-30 turns1 float32=12.5~0.03 bfloat16=9.1~0.02}: microseconds and their spread. */
    private String text(Turns turns) {
        StringBuilder text = new StringBuilder(LocalDate.now(clock) + " " + KIND);
        turns.timings()
                .forEach((way, timing) -> text.append(' ')
                        .append(way)
                        .append('=')
                        .append(timing.median())
                        .append('~')
                        .append(timing.spread()));
        return text.toString();
    }

    /** What was kept, unless it is old, of another kind, damaged or cannot be true. */
    private Optional<Turns> parse(String text) {
        String[] parts = text.split(" ", -1);
        Map<String, Timing> timings = new LinkedHashMap<>();
        try {
            long days = ChronoUnit.DAYS.between(LocalDate.parse(parts[0]), LocalDate.now(clock));
            if (days < 0 || days > DAYS || !parts[1].equals(KIND)) {
                return Optional.empty();
            }
            for (String part : List.of(parts).subList(2, parts.length)) {
                String[] way = part.split("[=~]", -1);
                timings.put(way[0], new Timing(Double.parseDouble(way[1]), Double.parseDouble(way[2])));
            }
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(new Turns(timings, Double.NaN)).filter(turns -> !timings.isEmpty() && turns.isTrustworthy());
    }

    /** What the answer depends on, short. */
    private String id() {
        String all = String.join(
                "|",
                processor(),
                libtorch(),
                Recipe.shape(data).toString(),
                recipe.network().layers().toString(),
                recipe.normalization().toString(),
                String.valueOf(recipe.batchSize()));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String processor() {
        String count = Runtime.getRuntime().availableProcessors() + " x ";
        String fallback =
                System.getProperty("os.arch") + " " + System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            // The flags too: a virtual machine may hide what its processor's name promises.
            String known = lines.filter(line -> line.startsWith("model name") || line.startsWith("flags"))
                    .limit(2)
                    .reduce("", String::concat);
            return count + (known.isEmpty() ? fallback : known);
        } catch (IOException e) {
            return count + fallback;
        }
    }

    private static String libtorch() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "";
        }
    }
}
