package joyul.tune;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.file.Folders;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.recipe.Recipe;

/**
 * The runs on fresh seeds as files, one each: its weights, and its loss on each validation example. They are what makes a
 * tune that was killed, or is given more time, go on where it was.
 *
 * @param folder of the tune
 */
record FreshRuns(Path folder) {
    private static final String FOLDER = "fresh";
    private static final Pattern NAME =
            Pattern.compile("trial-(\\d{1,9})-epochs-(\\d{1,9})-seed-(\\d{1,3})\\.safetensors");

    private static final String LOSSES = "joyul.losses";
    private static final String RECIPE = "joyul.recipe";
    private static final String SEED = "joyul.seed";
    private static final String LOSS = "joyul.loss";
    private static final String METRIC = "joyul.metric";
    private static final String SECONDS = "joyul.seconds";
    private static final String ENDED = "joyul.ended";

    /** One that was kept: of which trial, how long, in which round. */
    record Kept(int trial, int epochs, int round, Path file) {}

    void keep(Candidate candidate, int round, Recipe recipe, Candidate.Fresh run) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        Map<String, double[]> series = new LinkedHashMap<>();
        run.weights().ifPresent(weights -> {
            tensors.putAll(weights.tensors());
            series.putAll(weights.series());
            metadata.putAll(weights.metadata());
        });
        metadata.put(RECIPE, recipe.identity());
        metadata.put(SEED, Long.toString(run.seed()));
        metadata.put(SECONDS, Double.toString(run.seconds()));
        metadata.put(ENDED, Double.toString(run.ended()));
        run.scores().ifPresent(scores -> {
            metadata.put(LOSS, Double.toString(scores.loss()));
            metadata.put(METRIC, Double.toString(scores.metric()));
            double[] losses = new double[scores.losses().length];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = scores.losses()[i];
            }
            series.put(LOSSES, losses);
        });
        Folders.writable(folder.resolve(FOLDER));
        new SafeTensors(tensors, series, metadata)
                .write(folder.resolve(FOLDER)
                        .resolve("trial-" + candidate.trial() + "-epochs-" + candidate.epochs() + "-seed-" + round
                                + ".safetensors"));
    }

    /** All that are there. */
    List<Kept> all() {
        List<Kept> kept = new ArrayList<>();
        Path place = folder.resolve(FOLDER);
        if (!Files.isDirectory(place)) {
            return kept;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    kept.add(new Kept(
                            Integer.parseInt(name.group(1)),
                            Integer.parseInt(name.group(2)),
                            Integer.parseInt(name.group(3)),
                            file));
                }
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + place + ": " + e.getMessage() + "; check its permissions", e);
        }
        kept.sort((left, right) -> left.file().compareTo(right.file()));
        return kept;
    }

    /** A run that was kept; empty where the file is damaged or of another recipe, for then it is run again. */
    static Optional<Candidate.Fresh> read(Kept kept, Recipe recipe) {
        try {
            SafeTensors file = SafeTensors.read(kept.file());
            Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
            if (!recipe.identity().equals(metadata.remove(RECIPE))) {
                return Optional.empty();
            }
            long seed = Long.parseLong(String.valueOf(metadata.remove(SEED)));
            double seconds = Double.parseDouble(String.valueOf(metadata.remove(SECONDS)));
            double ended = Double.parseDouble(String.valueOf(metadata.remove(ENDED)));
            String loss = metadata.remove(LOSS);
            String metric = metadata.remove(METRIC);
            Map<String, double[]> series = new LinkedHashMap<>(file.series());
            double[] losses = series.remove(LOSSES);
            if (loss == null || metric == null || losses == null) {
                return Optional.of(new Candidate.Fresh(seed, Optional.empty(), Optional.empty(), seconds, ended));
            }
            float[] each = new float[losses.length];
            for (int i = 0; i < each.length; i++) {
                each[i] = (float) losses[i];
            }
            Scores scores = new Scores(Double.parseDouble(loss), Double.parseDouble(metric), each);
            SafeTensors weights = new SafeTensors(file.tensors(), series, metadata);
            return Optional.of(new Candidate.Fresh(seed, Optional.of(scores), Optional.of(weights), seconds, ended));
        } catch (InputException | NumberFormatException damaged) {
            return Optional.empty();
        }
    }
}
