package joyul.train;

import java.util.Objects;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.layer.Shape;
import joyul.loss.Loss;
import joyul.model.NativeExamples;
import joyul.norm.Statistics;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * The training and validation examples in native memory, scaled as a recipe says; shared, read-only, by all runs in a
 * process whose recipes scale alike. The test examples are not here: they are read once, at the end.
 */
public final class TrainingData implements AutoCloseable {
    private final NativeExamples train;
    private final NativeExamples validation;
    private final InputScaling input;
    private final @Nullable TargetScaling target;
    private final @Nullable NativeExamples domain;
    private final Shape shape;
    private final int outputs;
    private final Targets targets;

    public TrainingData(Data data, Recipe recipe) {
        recipe.check(data);
        train = new NativeExamples(data.train(), recipe.input(), recipe.target());
        validation = new NativeExamples(data.validation(), recipe.input(), recipe.target());
        input = recipe.input();
        target = recipe.target();
        domain = recipe.statistics() instanceof Statistics.OfData other ? domain(other, data, recipe) : null;
        shape = Recipe.shape(data);
        outputs = Recipe.outputs(data);
        targets = data.train().targets();
    }

    /** Refuses a recipe that scales inputs or targets otherwise than these were scaled. */
    void check(Recipe recipe) {
        if (!input.equals(recipe.input()) || !Objects.equals(target, recipe.target())) {
            throw new InputException("the recipe's input and target scaling must be those that its training data were"
                    + " prepared with; prepare training data of its own for this recipe");
        }
    }

    /** The examples of other data, of the same shape, that statistics of normalization are to be from. */
    private static NativeExamples domain(Statistics.OfData statistics, Data data, Recipe recipe) {
        Data other = DataSource.named(statistics.source()).load(Optional.empty());
        if (!Recipe.shape(other).equals(Recipe.shape(data))) {
            throw new InputException("statistics.source must hold examples of shape "
                    + Recipe.shape(data).text() + " like the training data, but " + statistics.source() + " has "
                    + Recipe.shape(other).text());
        }
        return new NativeExamples(other.train(), recipe.input(), null);
    }

    public NativeExamples train() {
        return train;
    }

    NativeExamples validation() {
        return validation;
    }

    /** Where the statistics of normalization are from, if from other data. */
    Optional<NativeExamples> domain() {
        return Optional.ofNullable(domain);
    }

    /** Of one example. */
    public Shape shape() {
        return shape;
    }

    int outputs() {
        return outputs;
    }

    /** The training loss of the best prediction that does not look at its input. */
    double constantLoss(Loss loss) {
        return ConstantPrediction.loss(loss, targets, target);
    }

    @Override
    public void close() {
        train.close();
        validation.close();
        if (domain != null) {
            domain.close();
        }
    }
}
