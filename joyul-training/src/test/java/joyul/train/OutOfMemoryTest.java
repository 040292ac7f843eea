package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import joyul.data.Data;
import joyul.layer.Flatten;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.network.Network;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.torch.OutOfMemory;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    /** Asks in its forward for more memory than any machine has. */
    private record Greedy() implements Layer {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Kernel kernel(Shape input, Slots slots) {
            return new Kernel() {
                @Override
                public Tensor forward(Tensor x, Pass pass) {
                    return Tensors.empty(ScalarType.Float, 1L << 50);
                }

                @Override
                public Tensor backward(Tensor dy) {
                    return dy;
                }
            };
        }

        @Override
        public Tensor reference(Tensor input, List<Tensor> weights) {
            return input;
        }
    }

    @Test
    void aRunThatDoesNotFitIntoMemoryEndsAsData() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(digits, "{network: mlp, batch_size: 25}")
                .with(r -> r.network(Network.of(new Flatten(), new Linear(10), new Greedy())));
        try (TrainingData data = new TrainingData(digits, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            assertThat(trainer.run(1))
                    .isEqualTo(new RunEnd(Ending.OUT_OF_MEMORY, 0, "batch_size 25 needs more memory than there is"));
        }
    }

    @Test
    void otherFailuresAreNotSwallowed() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(digits, "{network: mlp}");
        try (TrainingData data = new TrainingData(digits, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            Listener broken = Listener.of(StepEvent.class, event -> {
                throw new IllegalStateException("a bug");
            });
            assertThatThrownBy(() -> trainer.run(1, broken)).hasMessage("a bug");
        }
    }

    @Test
    void lackOfMemoryIsRecognisedInAllItsForms() {
        assertThat(OutOfMemory.caused(new OutOfMemoryError("Java heap space"))).isTrue();
        for (String message : List.of(
                "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried"
                        + " to allocate 4503599627370496 bytes. Error code 12 (Cannot allocate memory)",
                "DefaultCPUAllocator: not enough memory: you tried to allocate 4503599627370496 bytes.",
                "std::bad_alloc",
                "CUDA out of memory. Tried to allocate 2.00 GiB")) {
            assertThat(OutOfMemory.caused(new RuntimeException(message))).isTrue();
            assertThat(OutOfMemory.caused(new IllegalStateException(new RuntimeException(message))))
                    .isTrue();
        }
        assertThat(OutOfMemory.caused(new RuntimeException())).isFalse();
        assertThat(OutOfMemory.caused(new RuntimeException("mat1 and mat2 shapes cannot be multiplied")))
                .isFalse();
    }
}
