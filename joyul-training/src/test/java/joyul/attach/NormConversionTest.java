package joyul.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormConversionTest {
    @BeforeEach
    void seeded() {
        Torch.start();
        torch.manual_seed(7);
    }

    private static Tensor images(int count) {
        return torch.randn(count, 2, 6, 5).mul(Torch.scalar(3)).add(Torch.scalar(2));
    }

    /** The halves of a batch, through batch norm each, are what ghost norm gives for the batch. */
    @Test
    void ghostNormIsBatchNormOfEachGroup() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            net.train(true);
            Tensor first = images(8);
            Tensor second = images(8);
            Tensor expected = torch.cat(new TensorVector(
                    net.norm.forward(net.conv.forward(first)), net.norm.forward(net.conv.forward(second))));
            double[] running = Tensors.doubles(net.norm.running_var());
            net.norm.reset_running_stats();

            assertThat(NormConversion.toGhost(net, 8)).containsExactlyInAnyOrder("norm", "more", "head.norm");
            Tensor both = torch.cat(new TensorVector(first, second));
            double[] found = Tensors.doubles(net.norm.forward(net.conv.forward(both)));
            assertThat(found).containsExactly(Tensors.doubles(expected), within(1e-5));
            assertThat(Tensors.doubles(net.norm.running_var())).containsExactly(running, within(1e-5));
            assertThat(net.norm.num_batches_tracked().item_long()).isEqualTo(2);
            assertThat(net.named_parameters().size()).isEqualTo(14);
        }
    }

    @Test
    void gradientsReachTheWeightsThatTheModuleHadBefore() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            Tensor gamma = net.norm.weight();
            NormConversion.toGhost(net, 4);
            net.train(true);
            net.forward(images(12)).square().sum().backward();
            assertThat(gamma.grad().abs().sum().item_double()).isPositive();
        }
    }

    @Test
    void frozenNormComputesTheSameInTrainingAndInference() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            Tensor x = images(8);
            net.train(true);
            net.forward(x);
            NormConversion.freeze(net);
            double[] statistics = Tensors.doubles(net.norm.running_mean());
            double[] inTraining = Tensors.doubles(net.norm.forward(net.conv.forward(x)));
            net.eval();
            assertThat(Tensors.doubles(net.norm.forward(net.conv.forward(x)))).containsExactly(inTraining);
            assertThat(Tensors.doubles(net.norm.running_mean())).containsExactly(statistics);
        }
    }

    @Test
    void groupNormIsLibtorchs() {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(true);
            Tensor z = net.conv.forward(images(5));
            NormConversion.toGroupNorm(net, 2);
            Tensor expected = torch.group_norm(
                    z, 2, new TensorOptional(net.norm.weight()), new TensorOptional(net.norm.bias()), 1e-5, false);
            assertThat(Tensors.doubles(net.norm.forward(z))).containsExactly(Tensors.doubles(expected));
            assertThatThrownBy(() -> NormConversion.toGroupNorm(net, 4))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("head.norm has 6 and groups was 4");
        }
    }

    @Test
    void whatNativeCodeCallsIsRefusedBeforeAnythingChanges() {
        try (PointerScope scope = new PointerScope()) {
            assertThatThrownBy(() -> NormConversion.freeze(SmallNet.sequential()))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("the batch norm layer 1 is called by native code");
            assertThatThrownBy(() -> NormConversion.toGhost(new SmallNet(true), 1))
                    .hasMessageContaining("size must be 2 or more");
        }
    }
}
