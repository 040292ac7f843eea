package joyul.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * Which of several ways to compute trains a recipe fastest on this machine: some training steps in each, in less than a
 * second, once for each network, batch size and processor.
 */
public final class EngineSpeed {
    private static final long NANOS_EACH = 250_000_000L;
    private static final int WARMUP_STEPS = 1;
    private static final int PRODUCT_SIZE = 256;
    private static final int PRODUCTS = 5;

    /** bfloat16 must gain so much before it is worth its rounding. */
    private static final double WORTH_ROUNDING = 1.05;

    /** More threads must gain so much, so that noise does not decide how the sums are split. */
    private static final double WORTH_THREADS = 1.2;

    private final Recipe recipe;
    private final Data data;
    private final MachineFacts facts;

    /** Questions about a recipe on data, which are brought into native memory only where something must be measured. */
    public EngineSpeed(Recipe recipe, Data data, MachineFacts facts) {
        this.recipe = recipe;
        this.data = data;
        this.facts = facts;
    }

    /**
     * The fastest way, and what was measured.
     *
     * @param micros median microseconds of a training step in each way that was tried
     */
    public record Fastest(String choice, Map<String, Double> micros) {
        public Precision precision() {
            return Precision.valueOf(choice.toUpperCase(Locale.ROOT));
        }

        public int threads() {
            return Integer.parseInt(choice);
        }
    }

    /** float32 or bfloat16; the latter is tried where its products are not slower from the start. */
    public Fastest precision() {
        return remembered("precision", () -> {
            // Without instructions for it a step in bfloat16 can take a hundred times as long.
            boolean hopeful = productMicros(Precision.BFLOAT16) <= productMicros(Precision.FLOAT32);
            return fastest(
                    hopeful ? List.of("float32", "bfloat16") : List.of("float32"),
                    way -> recipe.with(edit -> edit.precision(Precision.valueOf(way.toUpperCase(Locale.ROOT)))),
                    WORTH_ROUNDING);
        });
    }

    /** One thread or all processors, for a run that has the machine to itself. */
    public Fastest threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return remembered(
                "threads",
                () -> fastest(
                        processors == 1 ? List.of("1") : List.of("1", String.valueOf(processors)),
                        way -> recipe.with(edit -> edit.threads(Integer.parseInt(way))),
                        WORTH_THREADS));
    }

    private Fastest fastest(List<String> ways, Function<String, Recipe> inWay, double worthwhile) {
        Map<String, Double> micros = new LinkedHashMap<>();
        String choice = ways.get(0);
        double best = Double.POSITIVE_INFINITY;
        try (TrainingData shared = new TrainingData(data, recipe)) {
            for (String way : ways) {
                double each = stepMicros(inWay.apply(way), shared);
                micros.put(way, each);
                if (micros.size() == 1 || best > worthwhile * each) {
                    choice = way;
                    best = each;
                }
            }
        }
        Torch.useThreads(recipe.threads());
        return new Fastest(choice, micros);
    }

    private static double stepMicros(Recipe tried, TrainingData shared) {
        List<Double> micros = new ArrayList<>();
        long begun = System.nanoTime();
        Observer clock = new Observer() {
            private long last = begun;

            @Override
            public void onStep(StepEvent event) {
                long now = System.nanoTime();
                if (event.step() > WARMUP_STEPS) {
                    micros.add((now - last) / 1e3);
                }
                last = now;
            }

            @Override
            public boolean stops() {
                return !micros.isEmpty() && System.nanoTime() - begun > NANOS_EACH;
            }
        };
        try (Trainer trainer = new Trainer(tried, shared)) {
            trainer.run(1, clock);
        }
        return median(micros);
    }

    private static double productMicros(Precision precision) {
        List<Double> micros = new ArrayList<>();
        Torch.useThreads(1);
        try (Scope scope = Scope.open()) {
            Tensor factor = torch.ones(new long[] {PRODUCT_SIZE, PRODUCT_SIZE}, precision.options());
            for (int i = 0; i < PRODUCTS; i++) {
                long begun = System.nanoTime();
                torch.mm(factor, factor);
                micros.add((System.nanoTime() - begun) / 1e3);
            }
        }
        return median(micros);
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.isEmpty() ? Double.POSITIVE_INFINITY : values.get(values.size() / 2);
    }

    private Fastest remembered(String question, Supplier<Fastest> measurement) {
        String key = question + "." + id();
        return facts.find(key).flatMap(EngineSpeed::parse).orElseGet(() -> {
            Fastest measured = measurement.get();
            StringBuilder text = new StringBuilder(measured.choice());
            measured.micros()
                    .forEach((way, micros) ->
                            text.append(' ').append(way).append('=').append(micros));
            facts.keep(key, text.toString());
            return measured;
        });
    }

    private static Optional<Fastest> parse(String text) {
        String[] parts = text.split(" ", -1);
        Map<String, Double> micros = new LinkedHashMap<>();
        try {
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", -1);
                micros.put(pair[0], Double.parseDouble(pair[1]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return micros.containsKey(parts[0]) ? Optional.of(new Fastest(parts[0], micros)) : Optional.empty();
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
