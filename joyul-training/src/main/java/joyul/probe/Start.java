package joyul.probe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.network.Network;
import joyul.norm.NoNormalization;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import joyul.train.TrainingStep;

/** The gradient of a network's first batch, before any step. */
final class Start {
    private Start() {}

    /** The first over the last hidden layer's delta if the recipe had no normalization; NaN without two of them. */
    static double plainRatio(Recipe recipe, Data data) {
        Recipe plain = recipe.with(edit -> edit.normalization(new NoNormalization()));
        Network network = plain.network().with(plain.normalization());
        List<Block> blocks = Block.of(network, Recipe.shape(data));
        int[] rows = BatchOrder.permutation(recipe.seed(), 0, data.train().size());
        int[] batch = Arrays.copyOf(rows, Math.min(rows.length, recipe.batchSize()));
        try (NativeExamples examples = new NativeExamples(data.train().subset(batch), recipe.input(), recipe.target());
                Model model = TrainingStep.model(plain, Recipe.shape(data));
                TrainingStep training = new TrainingStep(plain, model, examples)) {
            model.initialize(recipe.initialization(), recipe.seed());
            try (Scope scope = Scope.open();
                    LayerWatch watch = new LayerWatch(model, blocks)) {
                model.watch(watch);
                training.order(IntStream.range(0, batch.length).toArray(), recipe.seed(), 0);
                training.gradient(0, batch.length, training.pass(recipe.seed(), 0));
                return blocks.size() < 3 ? Double.NaN : watch.delta[0] / watch.delta[blocks.size() - 2];
            }
        }
    }
}
