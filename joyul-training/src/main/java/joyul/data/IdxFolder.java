package joyul.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.check.Counted;
import joyul.check.InputException;

/** The four files of MNIST's layout in one folder: images and labels, of training ({@code train}) and test ({@code t10k}). */
final class IdxFolder {
    static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private static final Split STANDARD = new Split(new Portion.Count(10_000), new Portion.Given(), 0, true);
    private static final int STANDARD_TRAINING_FILE = 60_000;

    private IdxFolder() {}

    /** Whether all four files are there, each plain or with {@code .gz}. */
    static boolean isComplete(Path folder) {
        return missing(folder).isEmpty();
    }

    static List<String> missing(Path folder) {
        return FILES.stream().filter(name -> find(folder, name).isEmpty()).toList();
    }

    /** The training file divided by {@code split}, the test file as the test part; classes are numbered if not named. */
    static Data load(String name, Path folder, Optional<Split> split, List<String> classNames) {
        List<String> missing = missing(folder);
        if (!missing.isEmpty()) {
            throw new InputException("the folder " + folder + " has no " + String.join(", ", missing)
                    + "; a folder of IDX files holds " + String.join(", ", FILES) + ", each plain or with .gz");
        }
        List<Path> files = FILES.stream()
                .map(file -> find(folder, file))
                .flatMap(Optional::stream)
                .toList();
        Idx trainLabels = Idx.read(files.get(1), Idx.LABELS);
        List<String> classes = classNames.isEmpty()
                ? Targets.Labels.numbered(trainLabels.labels()).classes()
                : classNames;
        Examples train = examples(
                files.get(0).toString(),
                Idx.read(files.get(0), Idx.IMAGES),
                files.get(1).toString(),
                trainLabels,
                classes);
        Examples test = examples(
                files.get(2).toString(),
                Idx.read(files.get(2), Idx.IMAGES),
                files.get(3).toString(),
                Idx.read(files.get(3), Idx.LABELS),
                classes);
        Split used = split.orElseGet(() -> standard(train.size()));
        if (!(used.test() instanceof Portion.Given)) {
            throw new InputException("split.test must be 'given' for " + name
                    + ", whose test part comes in a file of its own, but was " + used.test());
        }
        int[][] rows = used.rows(train);
        return Data.of(name, train.subset(rows[0]), train.subset(rows[1]), test).splitBy(used);
    }

    /** Images and labels of one part, checked against each other. */
    static Examples examples(String imagesName, Idx images, String labelsName, Idx labels, List<String> classes) {
        if (images.count() != labels.count()) {
            throw new InputException(imagesName + " has " + Counted.of(images.count(), "image", "images") + ", but "
                    + labelsName + " has " + Counted.of(labels.count(), "label", "labels")
                    + "; the two files do not belong together");
        }
        try {
            Targets targets = new Targets.Labels(labels.labels(), classes);
            Features features = new Features.Bytes(images.values(), images.size(1) * images.size(2));
            return Examples.images(features, 1, images.size(1), images.size(2), targets);
        } catch (InputException e) {
            throw new InputException(labelsName + ": " + e.getMessage(), e);
        }
    }

    private static Split standard(int trainingFile) {
        return trainingFile == STANDARD_TRAINING_FILE
                ? STANDARD
                : new Split(new Portion.Share(0.1), new Portion.Given(), 0, true);
    }

    /** Also under the spelling {@code train-images.idx3-ubyte} of unpacked downloads. */
    private static Optional<Path> find(Path folder, String name) {
        String dotted = name.replace("-idx", ".idx");
        return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
