import java.time.Duration;
import java.util.stream.IntStream;
import joyul.attach.TensorGradients;
import joyul.batch.BatchTrial;
import joyul.batch.CeilingProbe;
import joyul.batch.MemorySize;
import joyul.noise.NoiseMeter;
import joyul.noise.NoiseScale;
import joyul.batch.TriedSize;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Asks about a network of one's own, written with bytedeco: how noisy is its gradient, which batches fit, how fast? */
public final class OwnNetwork implements BatchTrial {
    static {
        Torch.start();
    }

    private static final int EXAMPLES = 4_096;
    private static final int FEATURES = 64;
    private static final int CLASSES = 10;

    private final Module network = new Module();
    private final LinearImpl hidden = network.register_module("hidden", new LinearImpl(FEATURES, 128));
    private final LinearImpl output = network.register_module("output", new LinearImpl(128, CLASSES));
    private final Tensor x = torch.randn(new long[] {EXAMPLES, FEATURES});
    private final Tensor y = x.narrow(1, 0, CLASSES).argmax(new LongOptional(1), false);

    /** The mean loss over some examples. */
    private Tensor loss(int[] examples) {
        long[] rows = IntStream.of(examples).asLongStream().toArray();
        Tensor chosen = Tensors.ofLongs(rows, rows.length);
        Tensor outputs = output.forward(torch.relu(hidden.forward(x.index_select(0, chosen))));
        return torch.cross_entropy_loss(outputs, y.index_select(0, chosen));
    }

    /** Training at a batch size, as a child process tries it. */
    @Override
    public Run start(int batch) {
        Adam adam = new Adam(network.parameters(), new AdamOptions(1e-3));
        int[] rows = IntStream.range(0, batch).toArray();
        return () -> {
            try (PointerScope scope = new PointerScope()) {
                adam.zero_grad();
                loss(rows).backward();
                adam.step();
            }
        };
    }

    public static void main(String[] arguments) {
        OwnNetwork own = new OwnNetwork();
        try (TensorGradients gradients = TensorGradients.of(own.network, own::loss)) {
            NoiseScale scale = NoiseMeter.of(gradients, EXAMPLES, 8, 8, 1).measure(50);
            System.out.printf("noise scale %.0f [%.0f, %.0f]%n", scale.value(), scale.low(), scale.high());
        }
        CeilingProbe.Measured found = new CeilingProbe(OwnNetwork.class, "")
                .examples(EXAMPLES)
                .memory(MemorySize.parse("2g"))
                .budget(Duration.ofSeconds(30))
                .run();
        System.out.printf(
                "largest batch %d (%s), throughput knee %d%n",
                found.memory().largest(), found.memory().end(), TriedSize.knee(found.sizes()).batch());
    }
}
