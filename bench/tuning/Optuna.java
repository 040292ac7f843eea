package tuning;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Targets;
import joyul.recipe.Recipe;

/**
 * Optuna and PyTorch on the very same examples, scaled as the recipe scales them, by {@code bench/tune.py}.
 *
 * @param folder for the examples, as raw little-endian arrays
 */
record Optuna(String python, Problem problem, Recipe recipe, Data data, Path folder) {
    Found run(double seconds) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            write("train", data.train());
            write("validation", data.validation());
            write("test", data.test());
            return read(answer(seconds));
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private List<String> answer(double seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        python,
                        "bench/tune.py",
                        folder.toString(),
                        problem.network(),
                        problem.optimizer(),
                        String.join("x", IntStream.of(data.train().shape()).mapToObj(Integer::toString).toList()),
                        Integer.toString(data.isClassification() ? Recipe.outputs(data) : 0),
                        Integer.toString(recipe.epochs()),
                        Integer.toString(recipe.batchSize()),
                        Double.toString(recipe.learningRate()),
                        String.format(Locale.ROOT, "%.1f", seconds),
                        Integer.toString(Clock.PROCESSORS),
                        Long.toString(recipe.seed()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (process.waitFor() != 0 || lines.isEmpty()) {
            throw new IOException("bench/tune.py ended with code " + process.exitValue());
        }
        return List.of(lines.get(lines.size() - 1).split("\t"));
    }

    private static Found read(List<String> cells) {
        double[] numbers = cells.subList(0, 5).stream().mapToDouble(Optuna::number).toArray();
        return new Found(
                new Row.Score(numbers[0], numbers[1]),
                new Row.Score(numbers[2], numbers[3]),
                numbers[4],
                Double.NaN,
                cells.get(5),
                List.of());
    }

    private static double number(String text) {
        return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }

    private void write(String part, Examples examples) throws IOException {
        int perExample = examples.features().perExample();
        int perChannel = perExample / examples.channels();
        double unit = examples.features().unit();
        List<Double> mean = recipe.input().mean();
        List<Double> std = recipe.input().std();
        try (DataOutputStream out = open(part + ".x")) {
            for (int row = 0; row < examples.size(); row++) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * perExample).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < perExample; i++) {
                    int channel = i / perChannel;
                    double value = unit * examples.features().at(row * perExample + i);
                    bytes.putFloat((float) ((value - mean.get(channel)) / std.get(channel)));
                }
                out.write(bytes.array());
            }
        }
        try (DataOutputStream out = open(part + ".y")) {
            for (double target : targets(examples)) {
                out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) target).array());
            }
        }
    }

    private double[] targets(Examples examples) {
        if (examples.targets() instanceof Targets.Labels labels) {
            return IntStream.of(labels.values()).asDoubleStream().toArray();
        }
        double[] values = ((Targets.Values) examples.targets()).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - recipe.target().mean()) / recipe.target().std();
        }
        return values;
    }

    private DataOutputStream open(String name) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name))));
    }
}
