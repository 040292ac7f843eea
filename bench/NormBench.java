import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.data.Data;
import joyul.form.Fields;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import joyul.network.Presets;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.run.Cancellation;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch;

/** Forward and backward of one kind, alone (layer KIND SHAPE BATCH) or in a trainer's step (training KIND NETWORK BATCH). */
public final class NormBench {
    private static final long WARM_UP = 700_000_000L;
    private static final long LONG_ENOUGH = 2_500_000_000L;

    public static void main(String[] arguments) throws Exception {
        Normalization kind = Normalizations.CATALOG.read(Fields.of(Map.of("type", arguments[1])));
        int batch = Integer.parseInt(arguments[3]);
        Torch.useThreads(1);
        String measured = arguments[0].equals("layer")
                ? layer(kind.layer().orElseThrow(), shape(arguments[2]), batch)
                : training(kind, arguments[2], batch);
        System.out.printf("%s %s %s %s%n", arguments[0], arguments[1], arguments[2] + "," + batch, measured);
    }

    private static Shape shape(String text) {
        String[] dims = text.split("x", -1);
        return dims.length == 1
                ? new Shape.Vector(Integer.parseInt(text))
                : new Shape.Image(Integer.parseInt(dims[0]), Integer.parseInt(dims[1]), Integer.parseInt(dims[2]));
    }

    private static String layer(Layer layer, Shape shape, int batch) throws Exception {
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        List<Tensor> statistics = new ArrayList<>();
        for (Weight weight : layer.weights(shape)) {
            weights.add(torch.ones(weight.size()));
            gradients.add(torch.ones(weight.size()));
        }
        for (Statistic statistic : layer.statistics(shape)) {
            long[] dims = statistic.dims().stream().mapToLong(Integer::longValue).toArray();
            statistics.add(Tensors.ofFloats(statistic.startValues(), dims));
        }
        Tensor x = normal(shape, batch);
        Tensor dy = normal(shape, batch);
        double before = megabytes();
        Slots slots = new Slots(0, weights, gradients, statistics, Precision.FLOAT32, true);
        List<Double> micros = new ArrayList<>();
        try (Kernel kernel = layer.kernel(shape, slots)) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < LONG_ENOUGH) {
                long start = System.nanoTime();
                try (Scope scope = Scope.open()) {
                    kernel.forward(x, Pass.train(1));
                    kernel.backward(dy);
                }
                if (start - begun > WARM_UP) {
                    micros.add((System.nanoTime() - start) / 1e3);
                }
            }
            return String.format(Locale.ROOT, "%.1f %.1f", median(micros), megabytes() - before);
        }
    }

    private static Tensor normal(Shape shape, int batch) {
        if (shape instanceof Shape.Image image) {
            Tensor plain = torch.randn(batch, image.channels(), image.height(), image.width());
            return torch.clone(plain, new MemoryFormatOptional(MemoryFormat.ChannelsLast));
        }
        return torch.randn(shape.size(), batch);
    }

    private static double megabytes() throws Exception {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * 4096 / 1e6;
    }

    private static String training(Normalization kind, String network, int batch) {
        Data data = Data.load("fashion-mini");
        Recipe recipe = Standard.recipe(
                        DataSource.named(data.name()).of(data),
                        data,
                        Presets.build(network, Recipe.shape(data), Recipe.outputs(data)))
                .with(r -> r.batchSize(batch).normalization(kind).optimizer(new Sgd(0.9, false, 0)).learningRate(0.01)
                        .schedule(new ConstantRate()).epochs(1000));
        Steps steps = new Steps();
        try (TrainingData shared = new TrainingData(data, recipe); Trainer trainer = new Trainer(recipe, shared)) {
            trainer.run(1000, steps, steps.over());
        }
        return String.format(Locale.ROOT, "%.1f 0", median(steps.micros));
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    /** Times steps after a warm-up; the first step of an epoch holds an evaluation and is left out. */
    private static final class Steps implements Listener {
        private final List<Double> micros = new ArrayList<>();
        private final long begun = System.nanoTime();
        private long last;
        private int epoch = -1;

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent step) {
                time(step);
            }
        }

        Cancellation over() {
            return new Cancellation().derived(() -> System.nanoTime() - begun > 2 * LONG_ENOUGH);
        }

        private void time(StepEvent event) {
            long now = System.nanoTime();
            if (event.epoch() == epoch && now - begun > WARM_UP) {
                micros.add((now - last) / 1e3);
            }
            epoch = event.epoch();
            last = now;
        }

    }
}
