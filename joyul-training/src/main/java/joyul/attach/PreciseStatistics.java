package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PreciseBN (Wu and Johnson 2021, section 3) for a user's module: sets the running statistics of all its batch norm layers
 * to those of the population, estimated from batches under the weights as they are. Do it before every evaluation that
 * decides something.
 *
 * <pre>{@code
 * PreciseStatistics.update(module, batches);   // a thousand to ten thousand training examples suffice
 * }</pre>
 *
 * <p>Layers that {@link NormConversion} made ghost batch norm normalise as in training; frozen ones and group norm stay as
 * they are. The rest of the module evaluates meanwhile (no dropout); weights, modes and momenta are as before afterwards.
 */
public final class PreciseStatistics {
    private PreciseStatistics() {}

    /**
     * Updates a module that has a method {@code forward(Tensor)}.
     *
     * @param batches inputs, the examples along the first dimension, two or more in each
     * @return how many layers were updated
     * @throws InputException if there is no batch or no layer that keeps statistics
     */
    public static int update(Module module, Iterable<Tensor> batches) {
        return update(module, batches, Forward.of(module));
    }

    /** Likewise, for a module that computes in another way. */
    public static int update(Module module, Iterable<Tensor> batches, Forward forward) {
        Torch.start();
        List<LayerPopulation> populations = new ArrayList<>();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGradient = new NoGradGuard();
                ModuleModes modes = new ModuleModes(module)) {
            List<Converted> converted = Converted.in(module);
            for (NormLayer layer : NormLayer.all(module)) {
                boolean still = converted.stream()
                        .anyMatch(each ->
                                each.layer().isSame(layer) && !each.behaviour().moves());
                if (layer.keepsStatistics() && !still) {
                    populations.add(new LayerPopulation(layer));
                }
            }
            if (populations.isEmpty()) {
                throw new InputException("module must have a batch norm layer that moves running statistics, but has"
                        + " none; there is nothing to update");
            }
            try {
                converted.forEach(each -> each.estimate(true));
                int count = 0;
                for (Tensor batch : batches) {
                    if (batch.size(0) < 2) {
                        throw new InputException("a batch must hold two examples or more, but number " + count
                                + " holds " + batch.size(0) + "; leave it out");
                    }
                    add(batch, count == 0, forward, populations);
                    count++;
                }
                if (count == 0) {
                    throw new InputException("batches must hold a batch or more, but are empty");
                }
                populations.forEach(LayerPopulation::settle);
            } finally {
                converted.forEach(each -> each.estimate(false));
                populations.forEach(LayerPopulation::restore);
            }
        }
        return populations.size();
    }

    private static void add(Tensor batch, boolean first, Forward forward, List<LayerPopulation> populations) {
        try (PointerScope scope = new PointerScope()) {
            if (first) {
                // What a layer sees of one batch twice over tells how many values per example it normalises.
                forward.of(torch.cat(new TensorVector(batch, batch)));
                populations.forEach(LayerPopulation::noteDoubled);
            }
            forward.of(batch);
            populations.forEach(population -> population.add(batch.size(0)));
        }
    }
}
