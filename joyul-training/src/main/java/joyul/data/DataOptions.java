package joyul.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may say about data to load; everything is optional.
 *
 * @param dataDir the folder whose subfolders are the named data sets; else the environment variable JOYUL_DATA
 * @param label the label column of a CSV file; else the column called {@code label}
 * @param task what the label column asks for
 * @param split how to divide; else {@link Split#standard} of seed 0, and 10,000 validation examples of MNIST's and
 *     Fashion-MNIST's training files
 */
public record DataOptions(Optional<Path> dataDir, Optional<String> label, Task task, Optional<Split> split) {
    public static DataOptions defaults() {
        return new DataOptions(Optional.empty(), Optional.empty(), Task.AUTO, Optional.empty());
    }

    public DataOptions withDataDir(Path dataDir) {
        return new DataOptions(Optional.of(dataDir), label, task, split);
    }

    public DataOptions withLabel(String label) {
        return new DataOptions(dataDir, Optional.of(label), task, split);
    }

    public DataOptions withTask(Task task) {
        return new DataOptions(dataDir, label, task, split);
    }

    public DataOptions withSplit(Split split) {
        return new DataOptions(dataDir, label, task, Optional.of(split));
    }
}
