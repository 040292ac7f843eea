package joyul.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreciseStatisticsTest {
    @BeforeEach
    void seeded() {
        Torch.start();
        torch.manual_seed(7);
    }

    private static List<Tensor> batches(int... sizes) {
        List<Tensor> batches = new ArrayList<>();
        for (int size : sizes) {
            batches.add(torch.randn(size, 2, 6, 5).mul(Torch.scalar(3)).add(Torch.scalar(2)));
        }
        return batches;
    }

    /** The first layer's statistics do not depend on those of others, so batches of any sizes are as their union. */
    @Test
    void theFirstLayerGetsTheStatisticsOfTheUnionOfAllBatches() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            List<Tensor> batches = batches(16, 16, 7);
            net.train(true);
            net.norm.options().momentum().put(0.3);
            assertThat(PreciseStatistics.update(net, batches)).isEqualTo(3);

            Tensor seen = net.conv.forward(torch.cat(new TensorVector(batches.toArray(new Tensor[0]))));
            double[] mean = Tensors.doubles(seen.mean(0, 2, 3));
            double[] variance =
                    Tensors.doubles(seen.transpose(0, 1).flatten(1, 3).var(new long[] {1}, false));
            assertThat(Tensors.doubles(net.norm.running_mean())).containsExactly(mean, within(1e-5));
            assertThat(Tensors.doubles(net.norm.running_var())).containsExactly(variance, within(2e-5));
            assertThat(net.norm.options().momentum().get()).isEqualTo(0.3);
            assertThat(net.norm.num_batches_tracked().item_long()).isZero();
            assertThat(net.is_training()).isTrue();
        }
    }

    /** One batch gives the biased variance: the network then infers what it computes in training. */
    @Test
    void afterOneBatchInferenceGivesWhatTrainingGives() {
        try (PointerScope scope = new PointerScope()) {
            SequentialImpl net = SmallNet.sequential();
            Tensor batch = torch.randn(9, 5).mul(Torch.scalar(4));
            net.train(true);
            double[] inTraining = Tensors.doubles(net.forward(batch));
            assertThat(PreciseStatistics.update(net, List.of(batch), net::forward))
                    .isEqualTo(1);
            net.eval();
            assertThat(Tensors.doubles(net.forward(batch))).containsExactly(inTraining, within(1e-5));
        }
    }

    /** The union of a batch's groups is the batch. */
    @Test
    void convertedLayersGetTheSamePopulationAndFrozenOnesStandStill() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            List<Tensor> batches = batches(16, 16, 7);
            PreciseStatistics.update(net, batches);
            double[] variance = Tensors.doubles(net.norm.running_var());
            SmallNet.Head head = new SmallNet.Head();
            Tensor features = torch.randn(20, 4);
            NormConversion.toGhost(net, 4);
            net.norm.reset_running_stats();
            assertThat(PreciseStatistics.update(net, batches)).isEqualTo(3);
            assertThat(Tensors.doubles(net.norm.running_var())).containsExactly(variance, within(1e-5));

            NormConversion.freeze(head);
            assertThatThrownBy(() -> PreciseStatistics.update(head, List.of(features)))
                    .hasMessageContaining("moves running statistics, but has none");
        }
    }

    @Test
    void mistakesAreSaid() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            double[] before = Tensors.doubles(net.norm.running_var());
            assertThatThrownBy(() -> PreciseStatistics.update(net, List.of()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("batches must hold a batch or more");
            assertThatThrownBy(() -> PreciseStatistics.update(net, batches(8, 1)))
                    .hasMessageContaining("two examples or more, but number 1 holds 1");
            assertThat(Tensors.doubles(net.norm.running_var())).containsExactly(before);
            assertThatThrownBy(() -> PreciseStatistics.update(new Module("empty"), List.of()))
                    .hasMessageContaining("method 'Tensor forward(Tensor)'");
        }
    }
}
