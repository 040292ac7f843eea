package joyul.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import joyul.layer.Linear;
import joyul.layer.Pass;
import joyul.layer.Relu;
import joyul.layer.Shape;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.model.Model;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.optim.Optimizer;
import joyul.optim.Sgd;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TorchTest {
    @Test
    void openBlasHasOneThreadSoThatTwoPoolsDoNotFight() {
        Torch.start();
        assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void twoThreadsAreNotTheHundredfoldTrap() {
        try {
            double one = microseconds(1, 0);
            // Where other programs keep the cores busy the threads wait for each other: one good step is enough.
            double bearable = 10 * Math.max(one, 1_000);
            assertThat(microseconds(2, bearable)).isLessThan(bearable);
        } finally {
            Torch.useThreads(1);
        }
    }

    /** The fastest of many steps of a small MLP, or the first after a warm-up that is fast enough. */
    private static double microseconds(int threads, double enough) {
        Torch.useThreads(threads);
        Network network =
                Network.of(new Linear(100), new BatchNorm(), new Relu(), new Linear(100), new Relu(), new Linear(10));
        Random random = new Random(1);
        float[] x = new float[784 * 64];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        long[] labels = random.longs(64, 0, 10).toArray();
        double best = Double.POSITIVE_INFINITY;
        try (PointerScope scope = new PointerScope();
                Model model = new Model(network, new Shape.Vector(784), Precision.FLOAT32);
                Loss.Run loss = new CrossEntropy(0).start(Precision.FLOAT32);
                Optimizer.Run sgd = new Sgd(0.9, true, 0).start(model.parameters(), model.gradients())) {
            model.initialize(new Initialization.He(), 1);
            Tensor inputs = Tensors.ofFloats(x, 784, 64);
            Tensor targets = Tensors.ofLongs(labels, 64);
            for (int i = 0; i < 300 && !(i > 20 && best < enough); i++) {
                long begun = System.nanoTime();
                try (Scope step = Scope.open()) {
                    loss.forward(model.forward(inputs, Pass.train(i)), targets);
                    model.backward(loss.backward());
                    sgd.step(0.01);
                }
                best = Math.min(best, (System.nanoTime() - begun) / 1e3);
            }
        }
        return best;
    }

    @Test
    void aBufferKeepsItsTensorUntilTheShapeChanges() {
        try (Scope scope = Scope.open();
                Buffer buffer = new Buffer(Precision.FLOAT32)) {
            Tensor first = buffer.of(2, 3);
            assertThat(buffer.of(2, 3)).isSameAs(first);
            assertThat(buffer.of(3, 2).shape()).containsExactly(3, 2);
            assertThat(buffer.shape()).containsExactly(3, 2);
        }
    }

    @Test
    void aBufferOutlivesTheScopeItWasFirstUsedIn() {
        try (Buffer buffer = new Buffer(ScalarType.Float, MemoryFormat.Contiguous)) {
            try (Scope scope = Scope.open()) {
                buffer.of(4).fill_(Torch.scalar(7));
            }
            try (Scope scope = Scope.open()) {
                assertThat(Tensors.floats(buffer.of(4))).containsExactly(7, 7, 7, 7);
            }
        }
    }

    @Test
    void arraysGoInAndOutInRowMajorOrder() {
        try (Scope scope = Scope.open()) {
            Tensor matrix = Tensors.ofDoubles(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(Tensors.doubles(matrix.t())).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(Tensors.floats(matrix)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(Tensors.floats(Tensors.ofBytes(new byte[] {0, 127, (byte) 200}, 3)))
                    .containsExactly(0, 127, 200);
            assertThat(Tensors.doubles(Tensors.ofLongs(new long[] {-1, 1L << 40}, 2)))
                    .containsExactly(-1, 1L << 40);
        }
    }
}
