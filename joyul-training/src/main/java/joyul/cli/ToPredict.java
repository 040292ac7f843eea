package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.DataSets;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.Targets;
import joyul.recipe.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction is made from.
 *
 * @param trainedOn the data of the recipe
 * @param inputs to predict from, in this order
 * @param truth their targets; empty where they are not known
 * @param name of the inputs, for people
 */
record ToPredict(Data trainedOn, Features inputs, Optional<Targets> truth, String name) {
    /**
     * Loads it.
     *
     * @param source of the data that were trained on
     * @param data what to predict; null: the data that were trained on
     * @param part of the data; null: the test examples, or every row of a CSV file
     */
    static ToPredict of(DataSource source, @Nullable Path dataDir, @Nullable String data, @Nullable Part part) {
        Data trainedOn = source.load(Optional.ofNullable(dataDir));
        if (data == null) {
            return of(trainedOn, trainedOn, part);
        }
        if (isFile(data)) {
            if (part == null || part == Part.ALL) {
                return everyRow(trainedOn, Path.of(data));
            }
            DataSource likewise = new DataSource(data, source.label(), source.task(), source.split(), "");
            return of(trainedOn, likewise.load(Optional.ofNullable(dataDir)), part);
        }
        return of(trainedOn, DataSource.named(data).load(Optional.ofNullable(dataDir)), part);
    }

    private static boolean isFile(String data) {
        return DataSets.list().stream().noneMatch(set -> set.name().equals(data)) && Files.isRegularFile(Path.of(data));
    }

    private static ToPredict everyRow(Data trainedOn, Path csv) {
        if (trainedOn.columns().isEmpty()) {
            throw new InputException("the network was trained on " + trainedOn.name()
                    + ", which has no columns; give a folder of IDX files or a data set's name, not " + csv);
        }
        return new ToPredict(trainedOn, trainedOn.features(csv), Optional.empty(), csv.toString());
    }

    private static ToPredict of(Data trainedOn, Data data, @Nullable Part part) {
        if (!data.classes().equals(trainedOn.classes())) {
            throw new InputException("the classes of " + data.name() + " are not those of " + trainedOn.name()
                    + ", which the network was trained on; give data with the same classes");
        }
        Part chosen = part == null ? Part.TEST : part;
        List<Examples> sets = chosen.of(data);
        return new ToPredict(
                trainedOn,
                sets.stream().map(Examples::features).reduce(Features::and).orElseThrow(),
                Optional.of(joinedTargets(sets.stream().map(Examples::targets).toList())),
                data.name() + " " + chosen.name().toLowerCase(Locale.ROOT));
    }

    private static Targets joinedTargets(List<Targets> sets) {
        if (sets.get(0) instanceof Targets.Labels first) {
            return new Targets.Labels(
                    sets.stream()
                            .flatMapToInt(set -> Arrays.stream(((Targets.Labels) set).values()))
                            .toArray(),
                    first.classes());
        }
        return new Targets.Values(sets.stream()
                .flatMapToDouble(set -> Arrays.stream(((Targets.Values) set).values()))
                .toArray());
    }
}
