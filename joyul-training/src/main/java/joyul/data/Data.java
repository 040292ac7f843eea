package joyul.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** Data to learn from: training, validation and test examples of one shape, immutable. */
public final class Data {
    private final String name;
    private final Examples train;
    private final Examples validation;
    private final Examples test;
    private final Optional<Split> split;
    private final List<String> columns;
    private final List<Notation> notations;
    private final List<String> notes;
    private @Nullable String checksum;

    private Data(
            String name,
            Examples train,
            Examples validation,
            Examples test,
            Optional<Split> split,
            List<String> columns,
            List<Notation> notations,
            List<String> notes) {
        this.name = name;
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.split = split;
        this.columns = List.copyOf(columns);
        this.notations = List.copyOf(notations);
        this.notes = List.copyOf(notes);
    }

    /** Examples with class labels 0, 1, and so on; the bytes are unsigned. Split them to get data. */
    public static Examples of(byte[][] features, int[] labels) {
        return Examples.table(bytes(features), Targets.Labels.numbered(labels.clone()));
    }

    /** Examples with class labels 0, 1, and so on. Split them to get data. */
    public static Examples of(float[][] features, int[] labels) {
        return Examples.table(floats(features), Targets.Labels.numbered(labels.clone()));
    }

    /** Examples with unsigned bytes and real targets. Split them to get data. */
    public static Examples of(byte[][] features, float[] values) {
        return Examples.table(bytes(features), new Targets.Values(values));
    }

    /** Examples with real targets. Split them to get data. */
    public static Examples of(float[][] features, float[] values) {
        return Examples.table(floats(features), new Targets.Values(values));
    }

    /** Examples with real targets that single precision does not hold. Split them to get data. */
    public static Examples of(float[][] features, double[] values) {
        return Examples.table(floats(features), new Targets.Values(values.clone()));
    }

    /** Data that is split already; the three parts must have one shape, one kind of numbers and the same classes. */
    public static Data of(String name, Examples train, Examples validation, Examples test) {
        Check.atLeast("training examples", train.size(), 2);
        Check.atLeast("validation examples", validation.size(), 1);
        Check.atLeast("test examples", test.size(), 1);
        for (Examples part : List.of(validation, test)) {
            if (!train.isLike(part)) {
                throw new InputException(name + ": training, validation and test must have the same shape, kind of"
                        + " numbers and classes, but training is " + describe(train) + " and another part is "
                        + describe(part));
            }
        }
        return new Data(name, train, validation, test, Optional.empty(), List.of(), List.of(), List.of());
    }

    /** As {@link #load(String, DataOptions)} with nothing said. */
    public static Data load(String nameOrPath) {
        return load(nameOrPath, DataOptions.defaults());
    }

    /**
     * A data set by its name ({@link DataSets#list}), or by the path of a folder of IDX files or of a CSV file.
     *
     * @throws InputException if there is no such data, or it is broken: saying where, and what to do
     */
    public static Data load(String nameOrPath, DataOptions options) {
        return DataSets.load(nameOrPath, options, System::getenv);
    }

    /** The data in a folder of IDX files or in a CSV file. */
    public static Data load(Path path, DataOptions options) {
        return DataSets.load(path, options);
    }

    /**
     * All rows of a CSV file as features to predict from: the named columns ({@link #columns} of the data trained on), in
     * that order; other columns, a label too, are ignored and may hold anything.
     *
     * @throws InputException if a column is missing or a cell is no number
     */
    public static Features features(Path csv, List<String> columns) {
        return CsvFile.features(csv, columns, List.of());
    }

    /**
     * All rows of a CSV file as features to predict from by what was trained on these data: as {@link #features(Path,
     * List)} of their columns, and where a number could be another ({@code 1.234}), it is read as theirs were.
     */
    public Features features(Path csv) {
        return CsvFile.features(csv, columns, notations);
    }

    public String name() {
        return name;
    }

    public Examples train() {
        return train;
    }

    public Examples validation() {
        return validation;
    }

    public Examples test() {
        return test;
    }

    /** How the parts were drawn; empty if the data came split. */
    public Optional<Split> split() {
        return split;
    }

    /** The names of the feature columns of a CSV file, in the order of the features; none for other data. */
    public List<String> columns() {
        return columns;
    }

    /** What was decided in reading the data (label column, task, encoding), one sentence each, for people. */
    public List<String> notes() {
        return notes;
    }

    /** The names of the classes; none for regression. */
    public List<String> classes() {
        return train.classes();
    }

    public boolean isClassification() {
        return train.isClassification();
    }

    /**
     * SHA-256 in hexadecimal over training, validation and test in this order, each as a line of UTF-8 text {@code SIZE
     * [SHAPE] bytes|floats|doubles C classes|values} ending in a line feed, then the features, then the targets: bytes as
     * they are, floats and doubles as IEEE 754, labels as 32-bit integers, values as floats where each of them is one and
     * as doubles else, all little-endian. Names are not covered. Computed on first
     * use (60 MB take some 0.1 s).
     */
    public synchronized String checksum() {
        String known = checksum;
        if (known == null) {
            known = Checksum.of(train, validation, test);
            checksum = known;
        }
        return known;
    }

    /** The same data under another name. */
    public Data named(String newName) {
        return new Data(newName, train, validation, test, split, columns, notations, notes);
    }

    Data splitBy(Split used) {
        return new Data(name, train, validation, test, Optional.of(used), columns, notations, notes);
    }

    Data withColumns(List<String> names, List<Notation> written) {
        return new Data(name, train, validation, test, split, names, written, notes);
    }

    Data noted(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Data(name, train, validation, test, split, columns, notations, all);
    }

    private static Features bytes(byte[][] rows) {
        Check.atLeast("examples", rows.length, 1);
        return new Features.Bytes(Rows.flat(rows), rows[0].length);
    }

    private static Features floats(float[][] rows) {
        Check.atLeast("examples", rows.length, 1);
        return new Features.Floats(Rows.flat(rows), rows[0].length);
    }

    private static String describe(Examples examples) {
        return examples.shapeText() + " of " + Checksum.kind(examples.features())
                + " with "
                + (examples.isClassification() ? examples.classes().size() + " classes" : "real targets");
    }
}
