package joyul.train;

import joyul.data.Data;
import joyul.layer.Shape;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;

/**
 * The training and validation examples in native memory, scaled as a recipe says; shared, read-only, by all runs in a
 * process whose recipes scale alike. The test examples are not here: they are read once, at the end.
 */
public final class TrainingData implements AutoCloseable {
    private final NativeExamples train;
    private final NativeExamples validation;
    private final Shape shape;
    private final int outputs;

    public TrainingData(Data data, Recipe recipe) {
        recipe.check(data);
        train = new NativeExamples(data.train(), recipe.input(), recipe.target());
        validation = new NativeExamples(data.validation(), recipe.input(), recipe.target());
        shape = Recipe.shape(data);
        outputs = Recipe.outputs(data);
    }

    public NativeExamples train() {
        return train;
    }

    NativeExamples validation() {
        return validation;
    }

    /** Of one example. */
    public Shape shape() {
        return shape;
    }

    int outputs() {
        return outputs;
    }

    @Override
    public void close() {
        train.close();
        validation.close();
    }
}
