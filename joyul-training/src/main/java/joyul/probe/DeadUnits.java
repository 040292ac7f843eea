package joyul.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import joyul.layer.Pass;
import joyul.layer.Relu;
import joyul.model.Gather;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Watch;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Which ReLU units, channels in images, give zero on every one of some examples. */
final class DeadUnits {
    private static final int BATCH = 250;

    private DeadUnits() {}

    /** The share of dead units of each block; NaN where it has no ReLU. */
    static double[] shares(Model model, List<Block> blocks, NativeExamples examples) {
        Map<Integer, boolean[]> alive = new HashMap<>();
        model.watch(new Watch() {
            @Override
            public void output(int layer, Tensor output) {
                if (blocks.get(0).at(layer) instanceof Relu) {
                    mark(alive, layer, output);
                }
            }
        });
        try (Gather gather = new Gather(examples)) {
            for (int start = 0; start < examples.size(); start += BATCH) {
                try (Scope scope = Scope.open()) {
                    int length = Math.min(BATCH, examples.size() - start);
                    model.forward(gather.range(start, length).inputs(), Pass.infer());
                }
            }
        } finally {
            model.watch(null);
        }
        double[] shares = new double[blocks.size()];
        Arrays.setAll(shares, k -> dead(alive.get(blocks.get(k).shown())));
        return shares;
    }

    private static void mark(Map<Integer, boolean[]> alive, int layer, Tensor output) {
        Tensor positive = output.gt(Torch.scalar(0));
        Tensor counts = output.dim() == 4
                ? positive.sum(new long[] {0, 2, 3}, false, new ScalarTypeOptional())
                : positive.sum(1);
        double[] values = Tensors.doubles(counts);
        boolean[] marks = alive.computeIfAbsent(layer, absent -> new boolean[values.length]);
        for (int unit = 0; unit < marks.length; unit++) {
            marks[unit] |= values[unit] > 0;
        }
    }

    private static double dead(boolean @Nullable [] marks) {
        if (marks == null) {
            return Double.NaN;
        }
        int dead = 0;
        for (boolean alive : marks) {
            dead += alive ? 0 : 1;
        }
        return (double) dead / marks.length;
    }
}
