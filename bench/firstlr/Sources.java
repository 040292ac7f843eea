package firstlr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import joyul.data.Data;
import joyul.data.DataOptions;
import joyul.data.Portion;
import joyul.data.Split;
import joyul.data.Task;

/** The data of the problems, each loaded once; those that lie in a folder are absent where it is. */
final class Sources {
    /** The sources in a fixed order. */
    static final List<String> NAMES =
            List.of("mnist", "fashion-mnist", "fashion-mini", "digits", "breast-cancer", "diabetes", "friedman");

    private final Optional<Path> folder;
    private final Map<String, Data> loaded = new LinkedHashMap<>();

    Sources(Optional<Path> folder) {
        this.folder = folder;
    }

    boolean has(String name) {
        return switch (name) {
            case "mnist", "fashion-mnist" -> folder.filter(root -> Files.isDirectory(root.resolve(name))).isPresent();
            case "breast-cancer", "diabetes" -> folder.filter(root -> Files.exists(table(root, name))).isPresent();
            default -> true;
        };
    }

    Data get(String name) {
        return loaded.computeIfAbsent(name, this::load);
    }

    private Data load(String name) {
        return switch (name) {
            case "friedman" -> friedman();
            case "diabetes" -> csv(name, "progression", Task.REGRESSION);
            case "breast-cancer" -> csv(name, "diagnosis", Task.CLASSIFICATION);
            default -> Data.load(name, new DataOptions(folder, Optional.empty(), Task.AUTO, Optional.empty()));
        };
    }

    private Data csv(String name, String label, Task task) {
        Split split = new Split(new Portion.Share(0.2), new Portion.Share(0.05), 1, true);
        return Data.load(table(folder.orElseThrow(), name), new DataOptions(folder, Optional.of(label), task, Optional.of(split)));
    }

    private static Path table(Path root, String name) {
        return root.resolve("tabular").resolve(name + ".csv");
    }

    /** Friedman's first regression (1991): ten uniform inputs of which five matter, and noise of standard deviation 1. */
    private static Data friedman() {
        SplittableRandom random = new SplittableRandom(1991);
        float[][] rows = new float[4_000][10];
        float[] values = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 10; j++) {
                rows[i][j] = (float) random.nextDouble();
            }
            float[] x = rows[i];
            values[i] = (float) (10 * Math.sin(Math.PI * x[0] * x[1])
                    + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                    + 10 * x[3]
                    + 5 * x[4]
                    + random.nextGaussian());
        }
        return Data.of(rows, values).split(0.7, 1);
    }
}
