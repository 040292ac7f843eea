package joyul.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.check.Check;
import joyul.check.Counted;
import joyul.check.InputException;

/** One set of examples, immutable: inputs of one shape and what to predict from them. */
public final class Examples {
    private final Features features;
    private final int[] shape;
    private final Targets targets;

    private Examples(Features features, int[] shape, Targets targets) {
        if (features.size() != targets.size()) {
            throw new InputException("features and targets must be equally many, but were " + features.size() + " and "
                    + targets.size());
        }
        this.features = features;
        this.shape = shape;
        this.targets = targets;
    }

    /** A table: every example is a row of columns. */
    public static Examples table(Features features, Targets targets) {
        return new Examples(features, new int[] {features.perExample()}, targets);
    }

    /** Images, each {@code [channels, height, width]} with the width running fastest. */
    public static Examples images(Features features, int channels, int height, int width, Targets targets) {
        return table(features, targets).shaped(channels, height, width);
    }

    /** The same examples seen as images of {@code [channels, height, width]}. */
    public Examples shaped(int channels, int height, int width) {
        Check.atLeast("channels", channels, 1);
        Check.atLeast("height", height, 1);
        Check.atLeast("width", width, 1);
        if ((long) channels * height * width != features.perExample()) {
            throw new InputException("an example has " + features.perExample() + " numbers, which is not " + channels
                    + " x " + height + " x " + width);
        }
        return new Examples(features, new int[] {channels, height, width}, targets);
    }

    /** The same examples with names for the classes 0, 1, and so on. */
    public Examples withClasses(List<String> names) {
        if (targets instanceof Targets.Labels labels) {
            return new Examples(features, shape, new Targets.Labels(labels.values(), names));
        }
        throw new InputException("class names need class labels, but the targets are real values");
    }

    public int size() {
        return features.size();
    }

    public Features features() {
        return features;
    }

    public Targets targets() {
        return targets;
    }

    /** The shape of one example: {@code [channels, height, width]} of an image, {@code [columns]} of a table. */
    public int[] shape() {
        return shape.clone();
    }

    /** {@code 1x28x28}, or {@code 30 columns}. */
    public String shapeText() {
        return isImage()
                ? IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"))
                : Counted.of(shape[0], "column", "columns");
    }

    public boolean isImage() {
        return shape.length == 3;
    }

    /** Channels of an image, columns of a table: what a mean and a standard deviation are taken over, each. */
    public int channels() {
        return shape[0];
    }

    public boolean isClassification() {
        return targets instanceof Targets.Labels;
    }

    /** The names of the classes; none for regression. */
    public List<String> classes() {
        return targets instanceof Targets.Labels labels ? labels.classes() : List.of();
    }

    /** A copy of the given rows (counted from 0), in the given order; a row may come twice. */
    public Examples subset(int[] rows) {
        for (int row : rows) {
            if (row < 0 || row >= size()) {
                throw new InputException("row must be in 0.." + (size() - 1) + ", but was " + row);
            }
        }
        return new Examples(features.subset(rows), shape, targets.subset(rows));
    }

    /** Data whose training part is {@code trainShare} of the examples; validation and test halve the rest. */
    public Data split(double trainShare, long seed) {
        return split(Split.training(trainShare, seed));
    }

    /** Data drawn from these examples as the split says. */
    public Data split(Split split) {
        int[][] rows = split.rows(this);
        return Data.of("in memory", subset(rows[0]), subset(rows[1]), subset(rows[2]))
                .splitBy(split);
    }

    /** Whether another set can stand beside this one: same kind of features and targets, same shape and classes. */
    boolean isLike(Examples other) {
        return Arrays.equals(shape, other.shape)
                && features.getClass() == other.features.getClass()
                && targets.getClass() == other.targets.getClass()
                && classes().equals(other.classes());
    }
}
