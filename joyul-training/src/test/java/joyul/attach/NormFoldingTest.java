package joyul.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import joyul.check.InputException;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormFoldingTest {
    @BeforeEach
    void seeded() {
        Torch.start();
        torch.manual_seed(7);
    }

    private static Tensor images(int count) {
        return torch.randn(count, 2, 6, 5).mul(Torch.scalar(3)).add(Torch.scalar(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFoldedModuleGivesTheSameOutputsAlsoOnOtherInputs(boolean bias) {
        try (PointerScope scope = new PointerScope()) {
            SmallNet net = new SmallNet(bias);
            PreciseStatistics.update(net, List.of(images(20)));
            net.eval();
            Tensor others = images(9);
            double[] before = Tensors.doubles(net.forward(others));
            NormFolding.Result result = NormFolding.fold(net, images(4));
            assertThat(result.steps())
                    .extracting(step -> step.norm() + " " + step.into().orElse("-"))
                    .containsExactlyInAnyOrder("norm conv", "more second", "head.norm head.linear");
            assertThat(result.largestDifference()).isLessThan(1e-5 * Math.max(1, result.largestOutput()));
            assertThat(Tensors.doubles(net.forward(others))).containsExactly(before, within(1e-5));
            assertThat(Tensors.doubles(net.norm.weight())).containsOnly(1);
        }
    }

    @Test
    void aNativeContainerIsFoldedTooAndANormBehindAnActivationStays() {
        try (PointerScope scope = new PointerScope()) {
            SequentialImpl net = SmallNet.sequential();
            Tensor x = torch.randn(12, 5);
            NormFolding.Result result = NormFolding.fold(net, x, net::forward);
            assertThat(result.steps()).containsExactly(new NormFolding.Step("1", Optional.of("0"), ""));
            NormFolding.Result behind = NormFolding.fold(net, x, batch -> {
                Tensor hidden = torch.relu(net.get(0).asLinear().forward(batch));
                return net.get(2).asLinear().forward(net.get(1).asBatchNorm1d().forward(hidden));
            });
            assertThat(behind.steps().get(0).reason()).contains("no linear or convolution layer gives its input alone");
            assertThat(behind.largestDifference()).isLessThan(1e-5);
            assertThat(NormFolding.fold(net, x, batch -> net.get(0).asLinear().forward(batch))
                            .steps()
                            .get(0)
                            .reason())
                    .contains("do not depend on it");
        }
    }

    @Test
    void aModuleWithoutBatchNormIsRefused() {
        try (PointerScope scope = new PointerScope()) {
            SequentialImpl net = new SequentialImpl();
            assertThatThrownBy(() -> NormFolding.fold(net, torch.randn(2, 2), net::forward))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nothing to fold");
        }
    }
}
