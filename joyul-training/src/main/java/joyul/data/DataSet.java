package joyul.data;

import java.util.List;

/**
 * What is known of a named data set without reading it.
 *
 * @param train examples of the training part; likewise {@code validation} and {@code test}
 * @param shape of one example, as {@link Examples#shapeText} says it
 * @param licence of the data
 * @param embedded whether it is inside the jar; else it is looked for in a data folder
 */
public record DataSet(
        String name,
        int train,
        int validation,
        int test,
        String shape,
        List<String> classes,
        String licence,
        boolean embedded) {
    /** What an example is. */
    public String kind() {
        return "images";
    }

    /** {@code embedded}, or the folder that it is looked for in. */
    public String where() {
        return embedded ? "embedded" : "<data folder>/" + name;
    }
}
