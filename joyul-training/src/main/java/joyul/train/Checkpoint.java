package joyul.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;

/**
 * All of a run's state between two steps, as a safetensors file: flat parameters, statistics and optimizer state, and in
 * the metadata the counts, losses and readings. With the recipe it continues the run bit for bit; what is random follows
 * from seed, epoch and step.
 */
public record Checkpoint(SafeTensors content) {
    static final String RECIPE = "recipe";
    static final String EPOCH = "epoch";
    static final String STEP = "step";
    static final String BATCH = "batch";

    public static Checkpoint read(Path file) {
        return new Checkpoint(SafeTensors.read(file));
    }

    public void write(Path file) {
        content.write(file);
    }

    /** Finished epochs. */
    public int epoch() {
        return (int) number(EPOCH);
    }

    /** Optimizer steps made. */
    public long step() {
        return number(STEP);
    }

    /** Batches of the unfinished epoch that were seen. */
    int batch() {
        return (int) number(BATCH);
    }

    String text(String key) {
        String text = content.metadata().get(key);
        if (text == null) {
            throw new InputException("the checkpoint lacks '" + key + "'; delete it and start again");
        }
        return text;
    }

    private long number(String key) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            throw broken(key, e);
        }
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

    private static InputException broken(String key, NumberFormatException e) {
        return new InputException("the checkpoint's '" + key + "' is not a number; delete it and start again", e);
    }

    SafeTensors.Values tensor(String name) {
        SafeTensors.Values values = content.tensors().get(name);
        if (values == null) {
            throw new InputException("the checkpoint lacks the tensor '" + name + "'; delete it and start again");
        }
        return values;
    }

    /** Refuses to continue a run of another recipe. */
    void check(Recipe recipe) {
        if (!text(RECIPE).equals(fingerprint(recipe))) {
            throw new InputException(
                    "the checkpoint belongs to another recipe; resume with the recipe it was made with,"
                            + " or start again in another folder");
        }
    }

    static String fingerprint(Recipe recipe) {
        try {
            byte[] text = recipe.yaml().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
