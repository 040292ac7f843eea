package joyul.probe;

import java.util.Arrays;
import java.util.List;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.layer.Pass;
import joyul.loss.Loss;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.network.Network;
import joyul.norm.NoNormalization;
import joyul.recipe.Recipe;
import joyul.torch.Scope;

/** The gradient of a network's first batch, before any step. */
final class Start {
    private Start() {}

    /** The first over the last hidden layer's delta if the recipe had no normalization; NaN without two of them. */
    static double plainRatio(Recipe recipe, Data data) {
        Network network = recipe.network().with(new NoNormalization());
        List<Block> blocks = Block.of(network, Recipe.shape(data));
        int[] rows = BatchOrder.permutation(recipe.seed(), 0, data.train().size());
        int[] batch = Arrays.copyOf(rows, Math.min(rows.length, recipe.batchSize()));
        try (NativeExamples examples = new NativeExamples(data.train().subset(batch), recipe.input(), recipe.target());
                Gather gather = new Gather(examples);
                Loss.Run loss = recipe.loss().start(recipe.precision().exact());
                Model model = new Model(network, Recipe.shape(data), recipe.precision())) {
            model.initialize(recipe.initialization(), recipe.seed());
            try (Scope scope = Scope.open();
                    LayerWatch watch = new LayerWatch(model, blocks)) {
                model.watch(watch);
                Gather.Batch first = gather.range(0, examples.size());
                loss.forward(model.forward(first.inputs(), Pass.train(recipe.seed())), first.targets());
                model.backward(loss.backward());
                return blocks.size() < 3 ? Double.NaN : watch.delta[0] / watch.delta[blocks.size() - 2];
            }
        }
    }
}
