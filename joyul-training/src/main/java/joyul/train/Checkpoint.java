package joyul.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;

/**
 * All of a run's state between two steps, as a safetensors file: flat parameters, statistics and optimizer state, the
 * readings as series, and in the metadata the counts. With the recipe it continues the run bit for bit; what is random follows
 * from seed, epoch and step.
 */
public record Checkpoint(SafeTensors content) {
    static final String RECIPE = "recipe";
    static final String EPOCH = "epoch";
    static final String STEP = "step";
    static final String BATCH = "batch";

    private static final String START_AGAIN = "delete it and start again";
    private static final String EPOCHS = "epochs";
    private static final String RECIPE_BUT_EPOCHS = "recipe_but_epochs";
    private static final String EVENTS = "events";
    private static final String OWN = "own_parts";

    public static Checkpoint read(Path file) {
        return new Checkpoint(SafeTensors.read(file));
    }

    public void write(Path file) {
        content.write(file);
    }

    /** Finished epochs. */
    public int epoch() {
        return count(EPOCH);
    }

    /** Optimizer steps made. */
    public long step() {
        return number(STEP);
    }

    /** Batches of the unfinished epoch that were seen. */
    int batch() {
        return count(BATCH);
    }

    boolean has(String key) {
        return content.metadata().containsKey(key);
    }

    String text(String key) {
        String text = content.metadata().get(key);
        if (text == null) {
            throw new InputException("the checkpoint lacks '" + key + "'; " + START_AGAIN);
        }
        return text;
    }

    /** A whole number from 0 on. */
    long number(String key) {
        try {
            long number = Long.parseLong(text(key));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw broken(key, e);
        }
        throw new InputException(
                "the checkpoint's '" + key + "' must be 0 or more, but is " + text(key) + "; " + START_AGAIN);
    }

    /** As {@link #number}, where no larger one than an int can be meant. */
    int count(String key) {
        long number = number(key);
        if (number > Integer.MAX_VALUE) {
            throw new InputException(
                    "the checkpoint's '" + key + "' is " + number + ", which no run reaches; " + START_AGAIN);
        }
        return (int) number;
    }

    /** Numbers separated by spaces; none where the text is empty. */
    List<Double> numbers(String key) {
        String text = text(key);
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw broken(key, e);
        }
    }

    /** So many numbers separated by spaces. */
    List<Double> numbers(String key, int count) {
        List<Double> numbers = numbers(key);
        if (numbers.size() != count) {
            throw new InputException("the checkpoint's '" + key + "' must hold " + count + " numbers, but holds "
                    + numbers.size() + "; " + START_AGAIN);
        }
        return numbers;
    }

    /** So many numbers or more, separated by spaces. */
    List<Double> numbersFrom(String key, int least) {
        List<Double> numbers = numbers(key);
        if (numbers.size() < least) {
            throw new InputException("the checkpoint's '" + key + "' must hold " + least
                    + " numbers or more, but holds " + numbers.size() + "; " + START_AGAIN);
        }
        return numbers;
    }

    /** A list that grows with the run; older checkpoints hold it as text. */
    double[] series(String name) {
        double[] series = content.series().get(name);
        return series != null
                ? series
                : numbers(name).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The text that {@link #numbers} reads. */
    static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static InputException broken(String key, NumberFormatException e) {
        return new InputException("the checkpoint's '" + key + "' is not a number; " + START_AGAIN, e);
    }

    SafeTensors.Values tensor(String name) {
        SafeTensors.Values values = content.tensors().get(name);
        if (values == null) {
            throw new InputException("the checkpoint lacks the tensor '" + name + "'; " + START_AGAIN);
        }
        return values;
    }

    /** The numbers of a tensor that stands flat in the checkpoint, as many as there must be. */
    float[] flat(String name, long length) {
        float[] numbers = tensor(name).numbers();
        if (numbers.length != length) {
            throw new InputException("the checkpoint's tensor '" + name + "' must hold " + length
                    + " numbers, but holds " + numbers.length + "; " + START_AGAIN);
        }
        return numbers;
    }

    /** What happened to the run, in order. */
    public List<TrainingEvent> events() {
        String text = text(EVENTS);
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ", -1)).map(TrainingEvent::parse).toList();
    }

    static void put(Map<String, String> metadata, List<TrainingEvent> events) {
        metadata.put(EVENTS, events.stream().map(TrainingEvent::text).collect(Collectors.joining(" ")));
    }

    /** Says which recipe a checkpoint belongs to. */
    static void put(Map<String, String> metadata, Recipe recipe) {
        metadata.put(RECIPE, fingerprint(recipe));
        metadata.put(RECIPE_BUT_EPOCHS, butEpochs(recipe));
        metadata.put(EPOCHS, Integer.toString(recipe.epochs()));
        List<String> own = recipe.ownParts();
        if (!own.isEmpty()) {
            metadata.put(OWN, String.join("; ", own));
        }
    }

    private static String butEpochs(Recipe recipe) {
        return fingerprint(recipe.with(edit -> edit.epochs(1)));
    }

    /** Whether it can be continued by this recipe: its own, or one that differs in its number of epochs alone. */
    public boolean continuesBy(Recipe recipe) {
        return text(RECIPE).equals(fingerprint(recipe))
                || text(RECIPE_BUT_EPOCHS).equals(butEpochs(recipe));
    }

    /** Refuses to continue a run of another recipe. */
    void check(Recipe recipe) {
        if (!text(RECIPE).equals(fingerprint(recipe))) {
            String kept = content.metadata().getOrDefault(OWN, "none");
            String own = recipe.ownParts().isEmpty() ? "none" : String.join("; ", recipe.ownParts());
            throw new InputException("the checkpoint belongs to another recipe"
                    + (kept.equals(own) ? "" : ", whose parts written in Java are " + kept + ", but here are " + own)
                    + "; resume with the recipe it was made with, or start again in another folder");
        }
    }

    /**
     * This checkpoint as one of a recipe that differs in its number of epochs alone, with the event that says so; the
     * checkpoint itself where nothing differs. What the schedule measures by the run's length follows the new length
     * from here on.
     *
     * @throws InputException if anything else differs, or if there would be fewer epochs than are finished
     */
    public Checkpoint extendedTo(Recipe recipe) {
        if (text(RECIPE).equals(fingerprint(recipe)) || !text(RECIPE_BUT_EPOCHS).equals(butEpochs(recipe))) {
            check(recipe);
            return this;
        }
        if (recipe.epochs() < epoch()) {
            throw new InputException("epochs must be " + epoch() + " or more, for so many are finished, but was "
                    + recipe.epochs() + "; start again in another folder");
        }
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        put(metadata, recipe);
        List<TrainingEvent> more = new ArrayList<>(events());
        double factor = more.isEmpty() ? 1 : more.get(more.size() - 1).rateFactor();
        more.add(new TrainingEvent(TrainingEvent.Kind.EXTENDED, step(), step(), factor));
        put(metadata, more);
        return new Checkpoint(new SafeTensors(content.tensors(), content.series(), metadata));
    }

    static String fingerprint(Recipe recipe) {
        return fingerprint(recipe.identity());
    }

    /** The fingerprint of the recipe whose file has this text. */
    static String fingerprint(String yaml) {
        try {
            byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
