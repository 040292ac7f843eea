package joyul.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joyul.data.Data;
import joyul.layer.Layer;
import joyul.layer.Pass;
import joyul.layer.Place;
import joyul.layer.Relu;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Watch;
import joyul.recipe.Recipe;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.train.EpochEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.bytedeco.pytorch.Tensor;

/** Follows one run: accuracy, and what enters one unit of the last hidden activation. */
final class CurveWatch implements Listener {
    private static final int EXAMPLES = 500;

    private final Trainer trainer;
    private final NativeExamples examples;
    private final int before;
    private final List<Curve.Point> points = new ArrayList<>();

    private CurveWatch(Trainer trainer, NativeExamples examples, int before) {
        this.trainer = trainer;
        this.examples = examples;
        this.before = before;
    }

    static List<Curve.Point> points(Recipe recipe, Data data) {
        List<Place> places = recipe.network().with(recipe.normalization()).places(Recipe.shape(data));
        int activation = -1;
        for (int i = 0; i < places.size(); i++) {
            Layer layer = places.get(i).layer();
            activation = layer instanceof Sigmoid || layer instanceof Tanh || layer instanceof Relu ? i : activation;
        }
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared);
                NativeExamples validation = new NativeExamples(data.validation(), recipe.input(), recipe.target())) {
            CurveWatch watch = new CurveWatch(trainer, validation, activation - 1);
            trainer.run(recipe.epochs(), watch);
            return watch.points;
        }
    }

    @Override
    public void on(Event event) {
        if (event instanceof EpochEvent epoch) {
            add(epoch);
        }
    }

    private void add(EpochEvent event) {
        double[] entering = entering();
        points.add(new Curve.Point(
                event.step(),
                event.validation().metric(),
                percentile(entering, 0.15),
                percentile(entering, 0.5),
                percentile(entering, 0.85)));
    }

    /** What the first unit's activation sees of each example. */
    private double[] entering() {
        List<double[]> seen = new ArrayList<>();
        Model model = trainer.model();
        model.watch(new Watch() {
            @Override
            public void output(int layer, Tensor output) {
                if (layer == before) {
                    seen.add(Tensors.doubles(output.narrow(0, 0, 1)));
                }
            }
        });
        try (Gather gather = new Gather(examples);
                Scope scope = Scope.open()) {
            model.forward(gather.range(0, Math.min(EXAMPLES, examples.size())).inputs(), Pass.infer());
        } finally {
            model.watch(null);
        }
        return seen.get(0);
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))];
    }
}
